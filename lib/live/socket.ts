import { MADE_FOR_HEADER, madeForHere } from '@/lib/accounts/made-for';
import type { AuctionState, PublicBid, WireNotification } from '@/lib/realtime/protocol';
import { PERSONAL_TOPIC } from '@/lib/realtime/topics';
import { GatewayConnection, type TopicFrame } from './gateway-connection';
import { TRY_LATER } from './reconnect-delay';

/*
 * This module goes to every browser: it takes only the types from the protocol, because the schemas would add ninety
 * compressed kilobytes. The gateway has checked what it sends.
 */

/** The gateway accepts no more topics from one page; the others wait until one is no longer watched. */
const MOST_TOPICS = 50;
const TICKET_AGAIN_MS = 5_000;
/** The personal topics of all pages may end at the same moment; their requests for tickets are spread over this time. */
const SPREAD_MS = 5_000;
/** A new password brings this browser a new session; its cookie may arrive after the end of the old one was told. */
const CERTAIN_AFTER_MS = 2_000;
const TICKET_PATH = '/api/v1/realtime/ticket';

/** A part of the page that watches one topic. */
export type TopicListener = {
  /** The version that is known here; undefined asks for a snapshot in any case. */
  since?: () => number | undefined;
  /** Gets null when the gateway knows no state: none was published, or it was lost. */
  onState?: (state: AuctionState | null, bids: readonly PublicBid[]) => void;
  onViewers?: (count: number) => void;
  /** The gateway was cut off from Redis and is connected again; messages in between may be lost without a trace. */
  onGap?: () => void;
  onNotification?: (notification: WireNotification) => void;
  /** The login of this page has ended; the personal topic rests. */
  onLoggedOut?: () => void;
  /** Whether messages on the topic reach this page. Called at once, then at each change. */
  onLive?: (live: boolean) => void;
};

type Topic = { listeners: Set<TopicListener>; live: boolean };

/**
 * The one connection of a page to the gateway, for all topics that any part of the page watches. It opens with the first
 * topic and closes a while after the last. After an interruption it subscribes again with the versions that each watcher
 * already knows.
 */
export class LiveSocket {
  readonly #connection: GatewayConnection;
  readonly #topics = new Map<string, Topic>();
  /** The topics that the gateway knows of on the present connection. */
  readonly #told = new Set<string>();
  /** Whether messages reach the gateway itself. */
  #upstream = true;
  /** Whether the gateway has confirmed the personal topic. */
  #isPersonal = false;
  #syncing = false;
  #ticketAgain: ReturnType<typeof setTimeout> | undefined;
  /** Whether the last request for a ticket was answered with "nobody is logged in". */
  #seemsLoggedOut = false;

  constructor(url: string) {
    this.#connection = new GatewayConnection(url, {
      isNeeded: () => this.#topics.size > 0,
      onOpen: () => this.#opened(),
      onFrame: (frame) => this.#receive(frame),
      onClosed: () => this.#closed(),
    });
  }

  /** Listens to a topic. @returns a function that ends it */
  subscribe(name: string, listener: TopicListener): () => void {
    const topic = this.#topics.get(name) ?? { listeners: new Set(), live: false };
    this.#topics.set(name, topic);
    topic.listeners.add(listener);
    listener.onLive?.(topic.live);
    // A further listener may know less than the first: a repeated subscription brings the newest state.
    if (name !== PERSONAL_TOPIC) this.#told.delete(name);
    this.#connection.start();
    this.#syncSoon();
    return () => {
      topic.listeners.delete(listener);
      if (topic.listeners.size > 0 || this.#topics.get(name) !== topic) return;
      this.#topics.delete(name);
      this.#syncSoon();
      if (this.#topics.size === 0) this.#connection.stopSoon();
    };
  }

  #opened(): void {
    this.#upstream = true;
    this.#sync();
  }

  #closed(): void {
    this.#isPersonal = false;
    this.#told.clear();
    clearTimeout(this.#ticketAgain);
    this.#tellLive();
  }

  #receive(frame: TopicFrame): void {
    switch (frame.type) {
      case 'upstream':
        this.#receiveUpstream(frame.connected);
        break;
      case 'snapshot':
        if (frame.topic === PERSONAL_TOPIC) this.#confirmed();
        else this.#pass(frame.topic, (to) => to.onState?.(frame.state, []));
        break;
      case 'update':
        this.#pass(frame.topic, (to) => to.onState?.(frame.state, frame.bids));
        break;
      case 'ended':
        this.#personalEnded();
        break;
      case 'viewers':
        this.#pass(frame.topic, (to) => to.onViewers?.(frame.count));
        break;
      case 'notice':
        this.#pass(PERSONAL_TOPIC, (to) => to.onNotification?.(frame.notification));
        break;
      case 'error':
        this.#refused(frame.code);
        break;
      default:
        // A newer gateway may send frames that this page does not understand.
        frame satisfies never;
    }
  }

  #receiveUpstream(connected: boolean): void {
    const wasCutOff = !this.#upstream;
    this.#upstream = connected;
    this.#tellLive();
    if (!connected || !wasCutOff) return;
    for (const name of this.#topics.keys()) this.#pass(name, (to) => to.onGap?.());
    this.#askTicketAgain(SPREAD_MS * Math.random());
  }

  #personalEnded(): void {
    this.#isPersonal = false;
    this.#tellLive();
    // Without Redis the gateway takes no ticket; the page asks for one when the gateway is connected again.
    if (this.#upstream) this.#askTicketAgain((SPREAD_MS / 10) * (1 + Math.random()));
  }

  #confirmed(): void {
    this.#isPersonal = true;
    this.#tellLive();
  }

  #refused(code: string): void {
    if (code === 'BAD_TICKET') this.#askTicketAgain(TICKET_AGAIN_MS);
    // One message was ignored, and the gateway does not say which: all of them are sent again.
    if (code === 'RATE_LIMITED') this.#connection.drop(1000);
    // None of these topics is watched there; plain requests stand in until there is room.
    if (code === 'TOO_MANY_TOPICS') this.#connection.drop(TRY_LATER);
  }

  #pass(name: string, hand: (listener: TopicListener) => void): void {
    for (const listener of this.#topics.get(name)?.listeners ?? []) hand(listener);
  }

  /** Many parts of a page begin to watch at the same moment; they share one message. */
  #syncSoon(): void {
    if (this.#syncing) return;
    this.#syncing = true;
    queueMicrotask(() => {
      this.#syncing = false;
      this.#sync();
    });
  }

  /** Tells the gateway the changes in the watched topics that it does not know of yet. */
  #sync(): void {
    if (!this.#connection.isOpen) return;
    const wanted = [...this.#topics.keys()]
      .filter((name) => this.#upstream || name !== PERSONAL_TOPIC)
      .slice(0, MOST_TOPICS);
    const dropped = [...this.#told].filter((name) => !wanted.includes(name));
    const added = wanted.filter((name) => !this.#told.has(name));
    for (const name of dropped) this.#told.delete(name);
    for (const name of added) this.#told.add(name);
    if (dropped.includes(PERSONAL_TOPIC)) this.#isPersonal = false;
    if (dropped.length > 0) this.#connection.send({ type: 'unsubscribe', topics: dropped });
    const auctions = added.filter((name) => name !== PERSONAL_TOPIC);
    if (auctions.length > 0) {
      this.#connection.send({ type: 'subscribe', topics: auctions, since: this.#known(auctions) });
    }
    if (added.includes(PERSONAL_TOPIC)) void this.#subscribePersonal();
    this.#tellLive();
  }

  /** The least version that every listener of a topic has; a topic is left out when one of its listeners has none. */
  #known(names: readonly string[]): Record<string, number> {
    const since: Record<string, number> = {};
    for (const name of names) {
      const versions = [...(this.#topics.get(name)?.listeners ?? [])].map(
        (listener) => listener.since?.() ?? -1,
      );
      const least = Math.min(...versions);
      if (least >= 0) since[name] = least;
    }
    return since;
  }

  async #subscribePersonal(): Promise<void> {
    const { current } = this.#connection;
    const answer = await fetch(TICKET_PATH, {
      method: 'POST',
      headers: { [MADE_FOR_HEADER]: madeForHere() },
    }).catch(() => null);
    if (this.#connection.current !== current || !this.#told.has(PERSONAL_TOPIC)) return;
    if (answer?.ok) {
      this.#seemsLoggedOut = false;
      const { ticket } = (await answer.json()) as { ticket: string };
      this.#connection.send({ type: 'subscribe', topics: [PERSONAL_TOPIC], ticket });
    } else if (answer?.status !== 401) {
      this.#askTicketAgain(TICKET_AGAIN_MS);
    } else if (this.#seemsLoggedOut) {
      this.#pass(PERSONAL_TOPIC, (to) => to.onLoggedOut?.());
    } else {
      this.#seemsLoggedOut = true;
      this.#askTicketAgain(CERTAIN_AFTER_MS);
    }
  }

  #askTicketAgain(afterMs: number): void {
    clearTimeout(this.#ticketAgain);
    this.#ticketAgain = setTimeout(() => {
      this.#told.delete(PERSONAL_TOPIC);
      this.#sync();
    }, afterMs);
  }

  /** Auctions are live as soon as they are subscribed to; the personal topic once the gateway has confirmed it. */
  #tellLive(): void {
    for (const [name, topic] of this.#topics) {
      const live = this.#upstream && this.#told.has(name) && (name !== PERSONAL_TOPIC || this.#isPersonal);
      if (topic.live === live) continue;
      topic.live = live;
      this.#pass(name, (listener) => listener.onLive?.(live));
    }
  }
}

const sockets = new Map<string, LiveSocket>();

/** The connection that all parts of this page share. */
export function liveSocket(url: string): LiveSocket {
  const socket = sockets.get(url) ?? new LiveSocket(url);
  sockets.set(url, socket);
  return socket;
}
