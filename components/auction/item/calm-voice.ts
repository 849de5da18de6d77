/** A price that changes many times a second would drown everything else that is read out. */
const QUIET_MS = 10_000;

/** Passes the newest words on, but never two within ten seconds. */
export class CalmVoice {
  readonly #speak: (words: string) => void;
  #spokeAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(speak: (words: string) => void) {
    this.#speak = speak;
  }

  say(words: string): void {
    this.stop();
    const wait = Math.max(0, this.#spokeAt + QUIET_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#spokeAt = performance.now();
      this.#speak(words);
    }, wait);
  }

  /** Drops what is still waiting. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
