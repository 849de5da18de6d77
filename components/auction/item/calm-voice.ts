/** Read out at each change, a price that changes many times a second would drown everything else. */
const QUIET_MS = 10_000;

/** Passes on the newest words, but never twice within ten seconds. */
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

  /** Drops the words that still wait. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
