import { growingDelayMs } from './growing-delay';

const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000;

type Rest = { failures: number; until: number };

/**
 * Things that failed and rest, by key. Each has its own time for the next attempt, after a growing delay, so that no
 * number of broken things stands in the way of those that work.
 *
 * It is held in memory: a failure may depend on the process that tries, a restart may end it, and a failure to write
 * cannot be recorded by writing.
 */
export class Resting {
  readonly #rests = new Map<string, Rest>();

  constructor(private readonly delay: { firstMs: number; longestMs: number }) {}

  /** Delays the next attempt. Returns the number of attempts in a row that have failed, this one included. */
  failed(key: string): number {
    const failures = this.failures(key) + 1;
    this.#rests.set(key, { failures, until: Date.now() + growingDelayMs(failures, this.delay) });
    return failures;
  }

  /** Delays the next attempt of a thing that did not fail: there was no room to try it. */
  putOff(key: string): void {
    const failures = this.failures(key);
    this.#rests.set(key, { failures, until: Date.now() + growingDelayMs(failures, this.delay) });
  }

  succeeded(key: string): void {
    this.#rests.delete(key);
  }

  /** The number of attempts in a row that have failed. */
  failures(key: string): number {
    return this.#rests.get(key)?.failures ?? 0;
  }

  /** All things that failed and have not succeeded since, resting or not. */
  keys(): string[] {
    return [...this.#rests.keys()];
  }

  /** Things that may be tried again, the one that waits longest first. */
  rested(): string[] {
    const now = Date.now();
    const over = [...this.#rests].filter(([, { until }]) => until <= now);
    return over.sort(([, one], [, other]) => one.until - other.until).map(([key]) => key);
  }

  /**
   * Things that may not be tried yet. A thing that was not tried within a day after its rest is forgotten, because
   * another process has done it.
   */
  resting(): string[] {
    const now = Date.now();
    for (const [key, { until }] of this.#rests) if (until < now - FORGOTTEN_AFTER_MS) this.#rests.delete(key);
    return [...this.#rests].flatMap(([key, { until }]) => (until > now ? [key] : []));
  }

  isResting(key: string): boolean {
    return (this.#rests.get(key)?.until ?? 0) > Date.now();
  }

  get size(): number {
    return this.#rests.size;
  }

  /** Milliseconds until the first resting thing may be tried again; null when nothing rests. */
  msUntilNext(): number | null {
    const now = Date.now();
    let next = Number.POSITIVE_INFINITY;
    for (const { until } of this.#rests.values()) if (until > now) next = Math.min(next, until);
    return next === Number.POSITIVE_INFINITY ? null : next - now;
  }
}
