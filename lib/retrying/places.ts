/** `patient`: places for jobs that will probably take long; a job that takes longer than `slowAfterMs` moves there. */
type Sizes = { quick: number; patient: number; slowAfterMs: number };

type Work = { since: number; patient: boolean };

/**
 * A bounded number of jobs under way. A new one begins as soon as one of the others ends. Nobody waits for a slow job,
 * because it gives up its place and moves to a patient one.
 */
export class Places {
  readonly #under = new Map<string, Work>();
  readonly #waiting = new Set<() => void>();

  constructor(private readonly sizes: Sizes) {}

  /** Begins a job under a key that is not under way. `work` must not throw. */
  start(key: string, work: () => Promise<void>, { patient = false } = {}): void {
    if (this.#under.has(key)) throw new Error(`${key} is under way already`);
    this.#under.set(key, { since: Date.now(), patient });
    void work().finally(() => {
      this.#under.delete(key);
      for (const tell of this.#waiting) tell();
    });
  }

  has(key: string): boolean {
    return this.#under.has(key);
  }

  keys(): string[] {
    return [...this.#under.keys()];
  }

  /** The keys of jobs that are neither patient nor slow. */
  quickKeys(): string[] {
    return [...this.#under].flatMap(([key, work]) => (this.#isSlow(work) ? [] : [key]));
  }

  get size(): number {
    return this.#under.size;
  }

  /** The number of quick jobs that may begin now. */
  get free(): number {
    const { slow, quick } = this.#count();
    // Slow jobs for which there is no patient place keep theirs.
    return Math.max(0, this.sizes.quick - quick - Math.max(0, slow - this.sizes.patient));
  }

  hasRoom(): boolean {
    return this.free > 0;
  }

  hasRoomForPatient(): boolean {
    return this.#count().slow < this.sizes.patient;
  }

  /** Waits until there is room for a quick job. Returns false when there is none after `limitMs`. */
  async room(limitMs: number): Promise<boolean> {
    const deadline = Date.now() + limitMs;
    while (!this.hasRoom()) {
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) return false;
      await this.#change(Math.min(leftMs, this.#msUntilNextIsSlow()));
    }
    return true;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#under.size > 0) await this.#change();
  }

  #count(): { slow: number; quick: number } {
    const slow = [...this.#under.values()].filter((work) => this.#isSlow(work)).length;
    return { slow, quick: this.#under.size - slow };
  }

  #isSlow({ since, patient }: Work): boolean {
    return patient || Date.now() - since >= this.sizes.slowAfterMs;
  }

  #msUntilNextIsSlow(): number {
    const quick = [...this.#under.values()].filter((work) => !this.#isSlow(work));
    if (quick.length === 0) return Number.POSITIVE_INFINITY;
    const first = Math.min(...quick.map(({ since }) => since));
    return Math.max(1, first + this.sizes.slowAfterMs - Date.now());
  }

  /** Resolves when a job ends, or after `limitMs`. */
  #change(limitMs?: number): Promise<void> {
    return new Promise((resolve) => {
      const tell = () => {
        clearTimeout(timer);
        this.#waiting.delete(tell);
        resolve();
      };
      const timer = limitMs === undefined ? undefined : setTimeout(tell, limitMs);
      this.#waiting.add(tell);
    });
  }
}
