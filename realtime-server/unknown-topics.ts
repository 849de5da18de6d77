import type { Watcher } from './topic';

/** A browser that may wait for an auction of which nothing is known. */
export interface Waiter extends Watcher {
  /** The auction has appeared. @returns false when the browser may not watch it any more */
  admits(topic: string): boolean;
}

/**
 * The subscriptions to auctions of which nothing is known: they do not exist, or Redis has lost its data. They cost no topic,
 * no channel and no share of their address, only their names at the connection; when such an auction appears, its
 * watchers are found here.
 */
export class UnknownTopics {
  readonly #waiting = new Map<Waiter, Set<string>>();
  readonly #onChange: (any: boolean) => void;

  /** @param onChange  called with whether anybody waits, when the first begins to wait and when the last has stopped */
  constructor(onChange: (any: boolean) => void) {
    this.#onChange = onChange;
  }

  has(watcher: Waiter, topic: string): boolean {
    return this.#waiting.get(watcher)?.has(topic) ?? false;
  }

  add(watcher: Waiter, topics: readonly string[]): void {
    if (topics.length === 0) return;
    const isFirst = this.#waiting.size === 0;
    const waiting = this.#waiting.get(watcher) ?? new Set();
    for (const topic of topics) waiting.add(topic);
    this.#waiting.set(watcher, waiting);
    if (isFirst) this.#onChange(true);
  }

  /** @returns whether the watcher waited for this topic */
  remove(watcher: Waiter, topic: string): boolean {
    const waiting = this.#waiting.get(watcher);
    if (!waiting?.delete(topic)) return false;
    if (waiting.size === 0) this.leave(watcher);
    return true;
  }

  leave(watcher: Waiter): void {
    if (this.#waiting.delete(watcher) && this.#waiting.size === 0) this.#onChange(false);
  }

  /** Ends the waiting for a topic, and returns the watchers that waited. */
  take(topic: string): Waiter[] {
    return [...this.#waiting.keys()].filter((watcher) => this.remove(watcher, topic));
  }

  /** Whether anybody waits for this topic. */
  isAwaited(topic: string): boolean {
    for (const topics of this.#waiting.values()) if (topics.has(topic)) return true;
    return false;
  }

  /** All topics that anybody waits for. */
  all(): Set<string> {
    return new Set([...this.#waiting.values()].flatMap((topics) => [...topics]));
  }
}
