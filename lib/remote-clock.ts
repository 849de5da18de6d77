/** How much two good clocks drift apart, as a share of the time that passes. */
const DRIFT = 100 / 1_000_000;
/** What was heard longer ago says nothing: the other clock may have been set since. */
const FORGOTTEN_AFTER_MS = 10 * 60_000;
/** Less than this is nothing to set a clock by: who measured may have been wrong by it. */
const SLACK_MS = 100;

type Known = { offsetMs: number; errorMs: number; at: number };

/**
 * The clock of another machine, kept by the steady one of this process. What this machine takes for the time of day
 * matters to nothing, neither if it is wrong nor if it is set.
 */
export class RemoteClock {
  readonly #steady: () => number;
  #known: Known | undefined;

  /** @param steady  milliseconds of a clock that never goes back */
  constructor(steady: () => number = () => performance.now()) {
    this.#steady = steady;
  }

  /** What to hand to `learn` as `askedAt`, read right before asking. */
  mark(): number {
    return this.#steady();
  }

  /**
   * Learns from an answer. It was made somewhere between question and answer, so the fastest one says most; what is known
   * stays until an answer is better than it by now, or proves that the other clock was set.
   *
   * @param remoteMs  the other machine's time, epoch milliseconds
   * @returns whether the clock is another one now than before: known for the first time, or set
   */
  learn(remoteMs: number, askedAt: number): boolean {
    const at = this.#steady();
    const errorMs = (at - askedAt) / 2;
    const offsetMs = remoteMs - (askedAt + at) / 2;
    const known = this.#fresh(at);
    const knownErrorMs = known ? known.errorMs + (at - known.at) * DRIFT : Number.POSITIVE_INFINITY;
    const wasSet =
      known === undefined || Math.abs(offsetMs - known.offsetMs) > errorMs + knownErrorMs + SLACK_MS;
    if (wasSet || errorMs <= knownErrorMs) this.#known = { offsetMs, errorMs, at };
    return wasSet;
  }

  /** Epoch milliseconds; null as long as nothing is known, or nothing that is still of use. */
  now(): number | null {
    const at = this.#steady();
    const known = this.#fresh(at);
    return known ? at + known.offsetMs : null;
  }

  #fresh(at: number): Known | undefined {
    return this.#known && at - this.#known.at <= FORGOTTEN_AFTER_MS ? this.#known : undefined;
  }
}
