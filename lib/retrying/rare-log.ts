import { log } from '@/lib/log';

const WINDOW_MS = 10_000;
/** The bound for all things together. Further lines are only counted. */
const LINES_PER_WINDOW = 10;

/**
 * Reports repeated failures without flooding the log: of one thing the first failure, the second, the fourth, the eighth
 * and so on, and of all things together a few lines in ten seconds. The next line gives the number of omitted ones as
 * `leftOut`.
 */
export class RareLog {
  #windowEnds = 0;
  #lines = 0;
  #leftOut = 0;

  /** @param failures  the number of attempts at this thing that have failed in a row, this one included */
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
