import { log } from '@/lib/log';
import {
  type AuctionMessage,
  auctionMessageSchema,
  type LoginEnd,
  personalMessageSchema,
  type WireNotification,
} from '@/lib/realtime/protocol';
import type { TicketHolder } from '@/lib/realtime/ticket';
import { AUCTION_TOPIC, PERSONAL_TOPIC, userChannel } from '@/lib/realtime/topics';
import { type Frame, frameOf } from './frame';
import type { Metrics } from './metrics';
import { AuctionTopic, type Watcher } from './topic';
import { UnknownTopics, type Waiter } from './unknown-topics';

/** The source of messages; channels and keys are named after topics. */
export interface Source {
  /** Resolves when the channel's messages arrive here, or at once when Redis is away: they arrive once it is back. */
  open(channel: string): Promise<void>;
  close(channel: string): void;
  /** The stored text; null when there is none or Redis is away. */
  read(key: string): Promise<string | null>;
  /** The stored texts of many keys, in their order; all null while Redis is away. */
  readMany(keys: readonly string[]): Promise<(string | null)[]>;
  /** Whether the messages of all auctions arrive here, and not only those of open channels. */
  hearAll(on: boolean): Promise<void>;
}

/** A browser that listens to the personal topic of a login. */
export interface PersonalWatcher extends Watcher {
  /** Sends a notification, once the topic is confirmed. */
  notify(frame: Frame): void;
  /** Ends the personal topic and says so. */
  endPersonal(): void;
}

/** The watchers of each topic. Opens a channel for the first watcher and closes it after the last. */
export class Hub {
  readonly #source: Source;
  readonly #metrics: Metrics;
  readonly #windowMs: number;
  readonly #most: number;
  readonly #watchers = new Set<Waiter>();
  readonly #auctions = new Map<string, AuctionTopic>();
  readonly #unknown: UnknownTopics;
  #hearing: Promise<void> = Promise.resolve();
  readonly #people = new Map<string, Map<PersonalWatcher, TicketHolder>>();
  #connected = false;

  /** @param topics  the most auctions that are watched at once */
  constructor(options: { source: Source; metrics: Metrics; updateWindowMs: number; topics: number }) {
    this.#source = options.source;
    this.#metrics = options.metrics;
    this.#windowMs = options.updateWindowMs;
    this.#most = options.topics;
    this.#unknown = new UnknownTopics((any) => {
      this.#hearing = this.#source.hearAll(any);
    });
  }

  join(watcher: Waiter): void {
    this.#watchers.add(watcher);
    if (!this.#connected) watcher.send(frameOf({ type: 'upstream', connected: false }));
  }

  leave(watcher: Waiter & PersonalWatcher, topics: Iterable<string>, holder: TicketHolder | null): void {
    this.#watchers.delete(watcher);
    for (const topic of topics) this.unwatch(watcher, topic);
    this.#unknown.leave(watcher);
    if (holder) this.unwatchPerson(watcher, holder);
  }

  /** Whether these auctions may be watched as well; an auction that is already watched costs nothing more. */
  hasRoomFor(topics: readonly string[]): boolean {
    const further = new Set(topics.filter((topic) => !this.#auctions.has(topic)));
    return further.size === 0 || this.#auctions.size + further.size <= this.#most;
  }

  isOpen(topic: string): boolean {
    return this.#auctions.has(topic);
  }

  /**
   * Looks up auctions that nobody watches yet. The watcher waits for the unknown ones among them, until their first message
   * adds it or it leaves them.
   *
   * @param isWanted  whether the watcher has not left a topic meanwhile
   * @returns the auctions of which a state is known
   */
  async lookUp(
    watcher: Waiter,
    topics: readonly string[],
    isWanted: (topic: string) => boolean,
  ): Promise<string[]> {
    const known = await this.#known(topics);
    const missing = topics.filter((topic) => !known.includes(topic) && isWanted(topic));
    if (missing.length === 0) return known;
    this.#unknown.add(watcher, missing);
    // In this order: a state that is published after the keys were read again arrives as a message.
    await this.#hearing;
    return [...known, ...(await this.#known(missing))];
  }

  async #known(topics: readonly string[]): Promise<string[]> {
    const texts = await this.#source.readMany(topics);
    return topics.filter((topic, index) => this.#auctions.has(topic) || texts[index] != null);
  }

  isUnknown(watcher: Waiter, topic: string): boolean {
    return this.#unknown.has(watcher, topic);
  }

  /** Subscribes to an auction, or asks again for its newest state. `since`: the version the browser has. */
  watch(watcher: Waiter, topic: string, since: number | undefined): void {
    this.#unknown.remove(watcher, topic);
    const known = this.#auctions.get(topic);
    if (known) {
      known.watch(watcher, since);
      return;
    }
    this.#open(topic).watch(watcher, since);
  }

  /** Opens a topic with the watchers that have waited for it: from now on, its messages reach nobody else. */
  #open(topic: string): AuctionTopic {
    const auction = new AuctionTopic(topic, this.#windowMs);
    this.#auctions.set(topic, auction);
    // First: with the last watcher that waits, the messages of all auctions stop, and those of this one must not be missed.
    void this.#load(topic, auction);
    for (const watcher of this.#takeWaiting(topic)) auction.join(watcher);
    return auction;
  }

  #takeWaiting(topic: string): Waiter[] {
    return this.#unknown.take(topic).filter((watcher) => watcher.admits(topic));
  }

  /** Adds the watchers that wait for an auction of which a first message has come. */
  #appear(topic: string, message: AuctionMessage): void {
    if (this.#auctions.size >= this.#most || !this.#unknown.isAwaited(topic)) return;
    const auction = this.#open(topic);
    if (auction.watcherCount > 0) auction.take(message);
    else this.#close(topic, auction);
  }

  /** The auctions that somebody waits for and of which nothing is known. */
  awaited(): Set<string> {
    return this.#unknown.all();
  }

  unwatch(watcher: Waiter, topic: string): void {
    if (this.#unknown.remove(watcher, topic)) return;
    const auction = this.#auctions.get(topic);
    if (!auction) return;
    auction.unwatch(watcher);
    if (auction.watcherCount === 0) this.#close(topic, auction);
  }

  #close(topic: string, auction: AuctionTopic): void {
    auction.close();
    this.#auctions.delete(topic);
    this.#source.close(topic);
  }

  /** Whether messages from Redis arrive here. Without them the end of a login would go unheard. */
  get connected(): boolean {
    return this.#connected;
  }

  /** Resolves when the messages for this person arrive here. */
  async watchPerson(watcher: PersonalWatcher, holder: TicketHolder): Promise<void> {
    const watchers = this.#people.get(holder.userId) ?? new Map();
    this.#people.set(holder.userId, watchers.set(watcher, holder));
    await this.#source.open(userChannel(holder.userId));
  }

  unwatchPerson(watcher: PersonalWatcher, { userId }: TicketHolder): void {
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
    const auction = this.#auctions.get(channel);
    if (auction) auction.recover(message);
    else if (message) this.#appear(channel, message);
  }

  /** Takes a message of a channel. A malformed one is logged and ignored. */
  take(channel: string, text: string): void {
    this.#metrics.messages.inc();
    if (AUCTION_TOPIC.test(channel)) {
      const auction = this.#auctions.get(channel);
      if (!auction && !this.#unknown.isAwaited(channel)) return;
      const message = this.#auctionMessage(channel, text);
      if (!message) return;
      const end = this.#metrics.fanOut.startTimer();
      if (auction) auction.take(message);
      else this.#appear(channel, message);
      end();
    } else {
      this.#takePersonal(channel, text);
    }
  }

  /**
   * Tells every browser whether messages from Redis reach this gateway. With the loss of Redis all personal topics end,
   * because the end of a login may be among the messages that are missed.
   */
  setConnected(connected: boolean): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    const frame = frameOf({ type: 'upstream', connected });
    for (const watcher of this.#watchers) watcher.send(frame);
    if (connected) return;
    for (const watchers of [...this.#people.values()]) {
      for (const watcher of [...watchers.keys()]) watcher.endPersonal();
    }
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

  #takePersonal(channel: string, text: string): void {
    const message = personalMessageSchema.safeParse(jsonIn(text));
    if (!message.success) {
      this.#refuse(channel);
      return;
    }
    const userId = channel.slice(userChannel('').length);
    if ('ended' in message.data) this.#endLogins(userId, message.data.ended);
    else this.#notify(userId, message.data);
  }

  #endLogins(userId: string, end: LoginEnd): void {
    for (const [watcher, holder] of [...(this.#people.get(userId) ?? [])]) {
      const hasEnded = 'login' in end ? holder.login === end.login : holder.sessionVersion <= end.upToVersion;
      if (hasEnded) watcher.endPersonal();
    }
  }

  #notify(userId: string, notification: WireNotification): void {
    const frame = frameOf({ type: 'notice', topic: PERSONAL_TOPIC, notification });
    for (const watcher of this.#people.get(userId)?.keys() ?? []) watcher.notify(frame);
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
