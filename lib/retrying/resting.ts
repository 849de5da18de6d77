import { growingDelayMs } from './growing-delay';

const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000;

type Rest = { failures: number; until: number };

/**
 * What failed and rests, by key: each has a next try of its own, later and later, so that no number of broken ones
 * stands in the way of those that work.
 *
 * It is held in memory. Whether something fails may depend on the process that tries, a restart may be what mends it,
 * and what cannot be written is no place to note that it cannot be written.
 */
export class Resting {
  readonly #rests = new Map<string, Rest>();

  constructor(private readonly delay: { firstMs: number; longestMs: number }) {}

  /** Puts its next try off. Returns how many tries in a row have failed, this one included. */
  failed(key: string): number {
    const failures = this.failures(key) + 1;
    this.#rests.set(key, { failures, until: Date.now() + growingDelayMs(failures, this.delay) });
    return failures;
  }

  /** Puts its next try off, though it did not fail: there was no room to try it. */
  putOff(key: string): void {
    const failures = this.failures(key);
    this.#rests.set(key, { failures, until: Date.now() + growingDelayMs(failures, this.delay) });
  }

  succeeded(key: string): void {
    this.#rests.delete(key);
  }

  /** How many tries in a row have failed; 0 for what did not fail. */
  failures(key: string): number {
    return this.#rests.get(key)?.failures ?? 0;
  }

  /** All that failed and have not succeeded since, resting or not. */
  keys(): string[] {
    return [...this.#rests.keys()];
  }

  /** Those that may be tried again, whoever waits longest first. */
  rested(): string[] {
    const now = Date.now();
    const over = [...this.#rests].filter(([, { until }]) => until <= now);
    return over.sort(([, one], [, other]) => one.until - other.until).map(([key]) => key);
  }

  /** Those that may not be tried yet. What nobody asked for a day after its rest is forgotten: somebody else did it. */
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

  /** Until the first of those that rest may be tried again; null when nothing rests. */
  msUntilNext(): number | null {
    const now = Date.now();
    let next = Number.POSITIVE_INFINITY;
    for (const { until } of this.#rests.values()) if (until > now) next = Math.min(next, until);
    return next === Number.POSITIVE_INFINITY ? null : next - now;
  }
}
