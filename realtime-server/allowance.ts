/**
 * The number of messages that a connection may send: a burst at once, then a number per second (a token bucket).
 *
 * @param now  milliseconds of a clock that never goes back
 */
export class Allowance {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #at: number;

  constructor(limits: { burst: number; perSecond: number }, now: number) {
    this.#burst = limits.burst;
    this.#perSecond = limits.perSecond;
    this.#left = limits.burst;
    this.#at = now;
  }

  /** Takes tokens, one by default. `over` is the number taken in excess; it grows with each refusal and falls with time. */
  take(now: number, tokens = 1): { ok: boolean; over: number } {
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#perSecond) - tokens;
    this.#at = now;
    return { ok: this.#left >= 0, over: Math.max(0, -this.#left) };
  }
}
