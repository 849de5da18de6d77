import { log } from '@/lib/log';
import { type AuctionMessage, auctionMessageSchema, notificationSchema } from '@/lib/realtime/protocol';
import { AUCTION_TOPIC, PERSONAL_TOPIC, userChannel } from '@/lib/realtime/topics';
import { frameOf } from './frame';
import type { Metrics } from './metrics';
import { AuctionTopic, type Watcher } from './topic';

/** The source of messages; channels and keys are named after topics. */
export interface Source {
  /** Resolves when the channel's messages arrive here, or at once when Redis is away: they arrive once it is back. */
  open(channel: string): Promise<void>;
  close(channel: string): void;
  /** The stored text; null when there is none or Redis is away. */
  read(key: string): Promise<string | null>;
}

/** The watchers of each topic. Opens a channel for the first watcher and closes it after the last. */
export class Hub {
  readonly #source: Source;
  readonly #metrics: Metrics;
  readonly #windowMs: number;
  readonly #most: number;
  readonly #watchers = new Set<Watcher>();
  readonly #auctions = new Map<string, AuctionTopic>();
  readonly #people = new Map<string, Set<Watcher>>();
  #connected = false;

  /** @param topics  the most auctions that are watched at once */
  constructor(options: { source: Source; metrics: Metrics; updateWindowMs: number; topics: number }) {
    this.#source = options.source;
    this.#metrics = options.metrics;
    this.#windowMs = options.updateWindowMs;
    this.#most = options.topics;
  }

  join(watcher: Watcher): void {
    this.#watchers.add(watcher);
    if (!this.#connected) watcher.send(frameOf({ type: 'upstream', connected: false }));
  }

  leave(watcher: Watcher, topics: Iterable<string>, userId: string | null): void {
    this.#watchers.delete(watcher);
    for (const topic of topics) this.unwatch(watcher, topic);
    if (userId) this.unwatchPerson(watcher, userId);
  }

  /** Whether these auctions may be watched as well; an auction that is already watched costs nothing more. */
  hasRoomFor(topics: readonly string[]): boolean {
    const further = new Set(topics.filter((topic) => !this.#auctions.has(topic)));
    return further.size === 0 || this.#auctions.size + further.size <= this.#most;
  }

  /** Subscribes to an auction, or asks again for its newest state. `since`: the version the browser has. */
  watch(watcher: Watcher, topic: string, since: number | undefined): void {
    const known = this.#auctions.get(topic);
    if (known) {
      known.watch(watcher, since);
      return;
    }
    const auction = new AuctionTopic(topic, this.#windowMs);
    this.#auctions.set(topic, auction);
    auction.watch(watcher, since);
    void this.#load(topic, auction);
  }

  unwatch(watcher: Watcher, topic: string): void {
    const auction = this.#auctions.get(topic);
    if (!auction) return;
    auction.unwatch(watcher);
    if (auction.watcherCount > 0) return;
    auction.close();
    this.#auctions.delete(topic);
    this.#source.close(topic);
  }

  /** Resolves when the person's notifications flow to this watcher. */
  async watchPerson(watcher: Watcher, userId: string): Promise<void> {
    const watchers = this.#people.get(userId) ?? new Set();
    this.#people.set(userId, watchers.add(watcher));
    await this.#source.open(userChannel(userId));
  }

  unwatchPerson(watcher: Watcher, userId: string): void {
    const watchers = this.#people.get(userId);
    if (!watchers?.delete(watcher) || watchers.size > 0) return;
    this.#people.delete(userId);
    this.#source.close(userChannel(userId));
  }

  catchUp(watcher: Watcher, topics: Iterable<string>): void {
    for (const topic of topics) this.#auctions.get(topic)?.catchUp(watcher);
  }

  /** Takes the text that a channel's key holds after Redis was out of reach; null when it holds none. */
  recover(channel: string, text: string | null): void {
    const message = text === null ? null : this.#auctionMessage(channel, text);
    this.#auctions.get(channel)?.recover(message);
  }

  /** Takes a message of a channel. A malformed one is logged and ignored. */
  take(channel: string, text: string): void {
    this.#metrics.messages.inc();
    if (AUCTION_TOPIC.test(channel)) {
      const message = this.#auctionMessage(channel, text);
      if (!message) return;
      const end = this.#metrics.fanOut.startTimer();
      this.#auctions.get(channel)?.take(message);
      end();
    } else {
      this.#notify(channel, text);
    }
  }

  /** Tells every browser whether messages from Redis reach this gateway. */
  setConnected(connected: boolean): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    const frame = frameOf({ type: 'upstream', connected });
    for (const watcher of this.#watchers) watcher.send(frame);
  }

  viewerCounts(): Map<string, number> {
    return new Map(Array.from(this.#auctions, ([topic, auction]) => [topic, auction.watcherCount]));
  }

  tellViewers(totals: ReadonlyMap<string, number>): void {
    for (const [topic, count] of totals) this.#auctions.get(topic)?.tellViewers(count);
  }

  async #load(topic: string, auction: AuctionTopic): Promise<void> {
    // In this order: a state that is published after the key was read arrives on the channel.
    await this.#source.open(topic);
    const text = await this.#source.read(topic);
    auction.load(text === null ? null : this.#auctionMessage(topic, text));
  }

  #auctionMessage(topic: string, text: string): AuctionMessage | null {
    const message = auctionMessageSchema.safeParse(jsonIn(text));
    if (message.success && topic.endsWith(`:${message.data.auctionId}`)) return message.data;
    this.#refuse(topic);
    return null;
  }

  #notify(channel: string, text: string): void {
    const notification = notificationSchema.safeParse(jsonIn(text));
    if (!notification.success) {
      this.#refuse(channel);
      return;
    }
    const frame = frameOf({ type: 'notice', topic: PERSONAL_TOPIC, notification: notification.data });
    const userId = channel.slice(userChannel('').length);
    for (const watcher of this.#people.get(userId) ?? []) watcher.send(frame);
  }

  #refuse(channel: string): void {
    this.#metrics.badMessages.inc();
    log.warn({ channel }, 'a message from Redis is not of the protocol');
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
