/** The drift between two good clocks, as a share of the time that passes. */
const DRIFT = 100 / 1_000_000;
/** An answer older than this counts for nothing: the other clock may have been set since. */
const FORGOTTEN_AFTER_MS = 10 * 60_000;
/** A smaller difference does not set the clock: the measurement itself may be wrong by as much. */
const SLACK_MS = 100;

type Known = { offsetMs: number; errorMs: number; at: number };

/**
 * The clock of another machine, continued by the steady clock of this process. The time of day of this machine has no
 * influence, whether it is wrong or is set.
 */
export class RemoteClock {
  readonly #steady: () => number;
  #known: Known | undefined;

  /** @param steady  milliseconds of a clock that never goes back */
  constructor(steady: () => number = () => performance.now()) {
    this.#steady = steady;
  }

  /** The value for the parameter `askedAt` of `learn`, to be read right before asking. */
  mark(): number {
    return this.#steady();
  }

  /**
   * Learns from an answer. The other machine read its clock at some moment of the round trip, so the fastest answer is the
   * most exact. The known time stays until an answer is more exact by now, or proves that the other clock was set.
   *
   * @param remoteMs  the other machine's time, epoch milliseconds
   * @returns whether the time was set: known for the first time, or changed
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

  /** Epoch milliseconds; null before the first answer, and when the last answer is too old. */
  now(): number | null {
    const at = this.#steady();
    const known = this.#fresh(at);
    return known ? at + known.offsetMs : null;
  }

  #fresh(at: number): Known | undefined {
    return this.#known && at - this.#known.at <= FORGOTTEN_AFTER_MS ? this.#known : undefined;
  }
}
