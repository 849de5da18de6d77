import { MADE_FOR_HEADER, madeForHere } from '@/lib/accounts/made-for';
import type { AuctionState, PublicBid, ServerFrame, WireNotification } from '@/lib/realtime/protocol';
import { PERSONAL_TOPIC } from '@/lib/realtime/topics';
import { listenToPage } from './page-events';
import { reconnectDelay, TRY_LATER } from './reconnect-delay';
import { observeServerTime } from './server-clock';

/*
 * This module goes to every browser: from the protocol it takes the types alone, because the schemas would bring
 * ninety compressed kilobytes with them. What the gateway says has been checked by the gateway.
 */

/** The gateway takes no more from one page; what is beyond waits until something is no longer watched. */
const MOST_TOPICS = 50;
/** The gateway pings each 25 seconds and so do we expect to hear from it, with its own time to spare. */
const SILENCE_MS = 25_000 + 8_000;
/** How long the greeting may take, and an answer when one wonders whether anybody is still there. */
const ANSWER_WITHIN_MS = 8_000;
/** A connection that held this long was a good one: the next failure is the first again. */
const SETTLED_MS = 10_000;
/** A socket nobody uses is kept for the next page, which follows soon or not at all. */
const IDLE_MS = 5_000;
/** The close code of a connection that ended without a word. */
const NO_CODE = 1006;
const TICKET_AGAIN_MS = 5_000;
const TICKET_PATH = '/api/v1/realtime/ticket';

/** What somebody on the page wants to hear about one topic. */
export type TopicListener = {
  /** The version that is known here; undefined asks for a snapshot in any case. */
  since?: () => number | undefined;
  /** Null where the gateway knows of no state: nothing was published, or what was is lost. */
  onState?: (state: AuctionState | null, bids: readonly PublicBid[]) => void;
  onViewers?: (count: number) => void;
  /** The gateway was deaf and hears again; what was said meanwhile may be lost without a trace. */
  onGap?: () => void;
  onNotification?: (notification: WireNotification) => void;
  /** Whether news on the topic reaches this page. Called at once, then at each change. */
  onLive?: (live: boolean) => void;
};

type Topic = { listeners: Set<TopicListener>; live: boolean };

/**
 * The one connection of a page to the gateway, for all topics that anything on the page watches. It opens with the
 * first and closes a while after the last. It comes back by itself with what each watcher already knows, rests while
 * the page is put away or offline, and notices when the other side has fallen silent.
 */
export class LiveSocket {
  readonly #url: string;
  readonly #topics = new Map<string, Topic>();
  /** The topics that the gateway knows of on the present connection. */
  readonly #told = new Set<string>();
  #socket: WebSocket | null = null;
  #greetedAt: number | null = null;
  /** Whether the gateway itself hears news. */
  #upstream = true;
  /** Whether the gateway has said that the person's notices flow. */
  #isPersonal = false;
  #failures = 0;
  #heardAt = 0;
  #pingedAt: number | null = null;
  #syncing = false;
  #resting = false;
  #reconnect: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #ticketAgain: ReturnType<typeof setTimeout> | undefined;
  #endPageEvents: (() => void) | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** Listens to a topic. @returns the end of it */
  subscribe(name: string, listener: TopicListener): () => void {
    const topic = this.#topics.get(name) ?? { listeners: new Set(), live: false };
    this.#topics.set(name, topic);
    topic.listeners.add(listener);
    listener.onLive?.(topic.live);
    // A further listener may know less than the first: asking again brings the newest state.
    if (name !== PERSONAL_TOPIC) this.#told.delete(name);
    this.#start();
    this.#syncSoon();
    return () => {
      topic.listeners.delete(listener);
      if (topic.listeners.size > 0 || this.#topics.get(name) !== topic) return;
      this.#topics.delete(name);
      this.#syncSoon();
      if (this.#topics.size === 0) this.#idle = setTimeout(() => this.#stop(), IDLE_MS);
    };
  }

  #start(): void {
    clearTimeout(this.#idle);
    this.#endPageEvents ??= listenToPage({
      onAway: () => this.#rest(),
      onBack: () => this.#wake(),
      onLook: () => this.#probe(),
    });
    if (!this.#socket && this.#reconnect === undefined) this.#connect();
  }

  #stop(): void {
    clearTimeout(this.#idle);
    this.#endPageEvents?.();
    this.#endPageEvents = undefined;
    this.#disconnect();
    this.#failures = 0;
    this.#resting = false;
  }

  #connect(): void {
    clearTimeout(this.#reconnect);
    this.#reconnect = undefined;
    if (this.#resting || this.#topics.size === 0) return;
    const socket = openSocket(this.#url);
    this.#socket = socket;
    if (!socket) {
      this.#lost(NO_CODE);
      return;
    }
    this.#heardAt = Date.now();
    this.#watchSilence(ANSWER_WITHIN_MS);
    socket.addEventListener('message', ({ data }) => {
      if (this.#socket === socket) this.#hear(JSON.parse(String(data)));
    });
    socket.addEventListener('close', ({ code }) => {
      if (this.#socket === socket) this.#lost(code);
    });
  }

  /** Lets go of the connection without waiting for its end, which may never come. */
  #disconnect(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#greetedAt = null;
    this.#isPersonal = false;
    this.#told.clear();
    for (const timer of [this.#reconnect, this.#silence, this.#ticketAgain]) clearTimeout(timer);
    this.#reconnect = undefined;
    socket?.close();
    this.#tellLive();
  }

  #lost(code: number): void {
    if (this.#greetedAt !== null && Date.now() - this.#greetedAt > SETTLED_MS) this.#failures = 0;
    this.#disconnect();
    const delayMs = reconnectDelay({ failures: this.#failures, code, chance: Math.random() });
    this.#failures += 1;
    this.#reconnect = setTimeout(() => this.#connect(), delayMs);
  }

  #say(frame: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #hear(frame: ServerFrame): void {
    this.#heardAt = Date.now();
    switch (frame.type) {
      case 'hello':
        this.#greeted(frame.serverTime);
        break;
      case 'ping':
        if (frame.serverTime) observeServerTime(frame.serverTime);
        this.#say({ type: 'pong' });
        break;
      case 'pong':
        if (frame.serverTime && this.#pingedAt !== null) {
          observeServerTime(frame.serverTime, Date.now() - this.#pingedAt);
        }
        this.#pingedAt = null;
        break;
      case 'upstream':
        this.#hearUpstream(frame.connected);
        break;
      case 'snapshot':
        if (frame.topic === PERSONAL_TOPIC) this.#confirmed();
        else this.#pass(frame.topic, (to) => to.onState?.(frame.state, []));
        break;
      case 'update':
        this.#pass(frame.topic, (to) => to.onState?.(frame.state, frame.bids));
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
        // A newer gateway may say more than this page understands.
        frame satisfies never;
    }
  }

  #hearUpstream(connected: boolean): void {
    const wasDeaf = !this.#upstream;
    this.#upstream = connected;
    this.#tellLive();
    if (!connected || !wasDeaf) return;
    for (const name of this.#topics.keys()) this.#pass(name, (to) => to.onGap?.());
  }

  #greeted(serverTime: string | undefined): void {
    if (serverTime) observeServerTime(serverTime);
    this.#greetedAt = Date.now();
    this.#upstream = true;
    this.#watchSilence(SILENCE_MS);
    this.#sync();
  }

  #confirmed(): void {
    this.#isPersonal = true;
    this.#tellLive();
  }

  #refused(code: string): void {
    if (code === 'BAD_TICKET') this.#askTicketAgain();
    // Something was not heeded, and which is not said: everything is said again.
    if (code === 'RATE_LIMITED') this.#lost(1000);
    // Nothing of it is watched there; plain requests stand in until there is room.
    if (code === 'TOO_MANY_TOPICS') this.#lost(TRY_LATER);
  }

  #pass(name: string, hand: (listener: TopicListener) => void): void {
    for (const listener of this.#topics.get(name)?.listeners ?? []) hand(listener);
  }

  /** Many parts of a page begin to watch in the same moment: that is one message. */
  #syncSoon(): void {
    if (this.#syncing) return;
    this.#syncing = true;
    queueMicrotask(() => {
      this.#syncing = false;
      this.#sync();
    });
  }

  /** Tells the gateway what it does not know yet of what is watched and no longer watched here. */
  #sync(): void {
    if (this.#greetedAt === null) return;
    const wanted = [...this.#topics.keys()].slice(0, MOST_TOPICS);
    const dropped = [...this.#told].filter((name) => !wanted.includes(name));
    const added = wanted.filter((name) => !this.#told.has(name));
    for (const name of dropped) this.#told.delete(name);
    for (const name of added) this.#told.add(name);
    if (dropped.includes(PERSONAL_TOPIC)) this.#isPersonal = false;
    if (dropped.length > 0) this.#say({ type: 'unsubscribe', topics: dropped });
    const auctions = added.filter((name) => name !== PERSONAL_TOPIC);
    if (auctions.length > 0) this.#say({ type: 'subscribe', topics: auctions, since: this.#known(auctions) });
    if (added.includes(PERSONAL_TOPIC)) void this.#subscribePersonal();
    this.#tellLive();
  }

  /** The least version that every listener of a topic has; topics are left out where somebody has none. */
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
    const socket = this.#socket;
    const answer = await fetch(TICKET_PATH, {
      method: 'POST',
      headers: { [MADE_FOR_HEADER]: madeForHere() },
    }).catch(() => null);
    if (this.#socket !== socket || !this.#told.has(PERSONAL_TOPIC)) return;
    if (answer?.ok) {
      const { ticket } = (await answer.json()) as { ticket: string };
      this.#say({ type: 'subscribe', topics: [PERSONAL_TOPIC], ticket });
    } else if (answer?.status !== 401) {
      this.#askTicketAgain();
    }
  }

  #askTicketAgain(): void {
    clearTimeout(this.#ticketAgain);
    this.#ticketAgain = setTimeout(() => {
      this.#told.delete(PERSONAL_TOPIC);
      this.#sync();
    }, TICKET_AGAIN_MS);
  }

  /** Auctions are live as soon as they are asked for; the personal topic once the gateway has confirmed it. */
  #tellLive(): void {
    for (const [name, topic] of this.#topics) {
      const live = this.#upstream && this.#told.has(name) && (name !== PERSONAL_TOPIC || this.#isPersonal);
      if (topic.live === live) continue;
      topic.live = live;
      this.#pass(name, (listener) => listener.onLive?.(live));
    }
  }

  #watchSilence(withinMs: number): void {
    clearTimeout(this.#silence);
    const silentMs = Date.now() - this.#heardAt;
    if (silentMs >= withinMs) this.#lost(NO_CODE);
    else this.#silence = setTimeout(() => this.#watchSilence(withinMs), withinMs - silentMs);
  }

  #rest(): void {
    this.#resting = true;
    if (this.#topics.size === 0) this.#stop();
    else this.#disconnect();
  }

  #wake(): void {
    this.#resting = false;
    this.#failures = 0;
    if (!this.#socket) this.#connect();
  }

  /** Somebody looks again after a while: what waits to connect does so now, and a connection must prove itself. */
  #probe(): void {
    if (this.#reconnect !== undefined) this.#connect();
    if (this.#greetedAt === null) return;
    const askedAt = Date.now();
    this.#pingedAt = askedAt;
    this.#say({ type: 'ping' });
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (this.#heardAt < askedAt) this.#lost(NO_CODE);
      else this.#watchSilence(SILENCE_MS);
    }, ANSWER_WITHIN_MS);
  }
}

/** Null where the browser does not even try: a broken address, or a plain one on a page over TLS. */
function openSocket(url: string): WebSocket | null {
  try {
    return new WebSocket(url);
  } catch {
    return null;
  }
}

const sockets = new Map<string, LiveSocket>();

/** The connection that everything on this page shares. */
export function liveSocket(url: string): LiveSocket {
  const socket = sockets.get(url) ?? new LiveSocket(url);
  sockets.set(url, socket);
  return socket;
}
