import { log } from '@/lib/log';

const WINDOW_MS = 10_000;
/** Of all keys together. Beyond that the lines are only counted. */
const LINES_PER_WINDOW = 10;

/**
 * Reports what fails again and again without drowning the log: for one thing its first failure, the second, the
 * fourth, the eighth and so on, and of all things together a few lines in ten seconds. What was left out is counted
 * in the next line as `leftOut`.
 */
export class RareLog {
  #windowEnds = 0;
  #lines = 0;
  #leftOut = 0;

  /** @param failures  how many tries of this thing have failed in a row, this one included */
  error(failures: number, facts: Record<string, unknown>, words: string): void {
    this.#write('error', failures, facts, words);
  }

  warn(failures: number, facts: Record<string, unknown>, words: string): void {
    this.#write('warn', failures, facts, words);
  }

  #write(level: 'error' | 'warn', failures: number, facts: Record<string, unknown>, words: string): void {
    if (!isPowerOfTwo(failures)) return;
    const now = Date.now();
    if (now >= this.#windowEnds) {
      this.#windowEnds = now + WINDOW_MS;
      this.#lines = 0;
    }
    if (this.#lines >= LINES_PER_WINDOW) {
      this.#leftOut += 1;
      return;
    }
    this.#lines += 1;
    log[level]({ ...facts, failures, ...(this.#leftOut > 0 && { leftOut: this.#leftOut }) }, words);
    this.#leftOut = 0;
  }
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}
