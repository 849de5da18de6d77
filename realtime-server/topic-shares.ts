/** The auctions that the connections of one address watch together. */
export type TopicShare = {
  /** Whether these may be watched as well; a topic that is already watched from the address costs nothing more. */
  hasRoomFor(topics: Iterable<string>): boolean;
  /** Counts one connection that watches the topic. */
  add(topic: string): void;
  /** Counts one connection less. */
  remove(topic: string): void;
};

/** Counts the different auctions that are watched from each address, so that nobody opens more than their share. */
export class TopicShares {
  readonly #perAddress: number;
  /** By address, the watching connections of each topic. */
  readonly #watched = new Map<string, Map<string, number>>();

  constructor({ topicsPerAddress }: { topicsPerAddress: number }) {
    this.#perAddress = topicsPerAddress;
  }

  /** The number of addresses that watch anything. */
  get size(): number {
    return this.#watched.size;
  }

  of(address: string): TopicShare {
    return {
      hasRoomFor: (topics) => {
        const watched = this.#watched.get(address);
        const further = new Set([...topics].filter((topic) => !watched?.has(topic)));
        return further.size === 0 || (watched?.size ?? 0) + further.size <= this.#perAddress;
      },
      add: (topic) => {
        const watched = this.#watched.get(address) ?? new Map<string, number>();
        this.#watched.set(address, watched.set(topic, (watched.get(topic) ?? 0) + 1));
      },
      remove: (topic) => {
        const watched = this.#watched.get(address);
        const left = (watched?.get(topic) ?? 1) - 1;
        if (left > 0) watched?.set(topic, left);
        else watched?.delete(topic);
        if (watched?.size === 0) this.#watched.delete(address);
      },
    };
  }
}
