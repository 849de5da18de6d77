import type { ServerFrame } from '@/lib/realtime/protocol';
import { listenToPage } from './page-events';
import { reconnectDelay } from './reconnect-delay';
import { observeServerTime } from './server-clock';

/**
 * The connection counts as dead after this silence: the gateway's interval between pings, plus the time that it allows
 * for a pong.
 */
const SILENCE_MS = 25_000 + 8_000;
/** How long the greeting may take, and the answer to our own ping. */
const ANSWER_WITHIN_MS = 8_000;
/** An unused connection is kept for the next page, which follows soon or not at all. */
const IDLE_MS = 5_000;
/** After a connection that held this long, the next failure counts as the first. */
const SETTLED_MS = 10_000;
/** The close code of a connection that ended without a close frame. */
const NO_CODE = 1006;

/** Frames about topics; greetings, pings and pongs are handled by the connection. */
export type TopicFrame = Exclude<ServerFrame, { type: 'hello' | 'ping' | 'pong' }>;

type Events = {
  /** Whether anything on the page needs the connection. */
  isNeeded: () => boolean;
  /** The gateway has greeted the page and takes subscriptions from now on. */
  onOpen: () => void;
  onFrame: (frame: TopicFrame) => void;
  /** The connection is gone; called after each failed attempt as well. */
  onClosed: () => void;
};

/**
 * Keeps one connection to the gateway while it is needed. It reconnects by itself after a growing, random delay, rests
 * while the page is put away or offline, and notices when the other side has fallen silent.
 */
export class GatewayConnection {
  readonly #url: string;
  readonly #events: Events;
  #socket: WebSocket | null = null;
  #greetedAt: number | null = null;
  #failures = 0;
  #heardAt = 0;
  #pingedAt: number | null = null;
  #resting = false;
  #reconnect: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #endPageEvents: (() => void) | undefined;

  constructor(url: string, events: Events) {
    this.#url = url;
    this.#events = events;
  }

  /** Whether the gateway takes subscriptions. */
  get isOpen(): boolean {
    return this.#greetedAt !== null;
  }

  /** Identifies the present connection, for answers that arrive when it may be another one. */
  get current(): object | null {
    return this.#socket;
  }

  /** Connects, unless it is connected or about to. */
  start(): void {
    clearTimeout(this.#idle);
    this.#endPageEvents ??= listenToPage({
      onAway: () => this.#rest(),
      onBack: () => this.#wake(),
      onLook: () => this.#probe(),
    });
    if (!this.#socket && this.#reconnect === undefined) this.#connect();
  }

  /** Ends the connection after a while, unless it is started again. */
  stopSoon(): void {
    this.#idle = setTimeout(() => this.#stop(), IDLE_MS);
  }

  #stop(): void {
    clearTimeout(this.#idle);
    this.#endPageEvents?.();
    this.#endPageEvents = undefined;
    this.#disconnect();
    this.#failures = 0;
    this.#resting = false;
  }

  send(frame: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** Gives the connection up and makes a new one after the delay that belongs to this close code. */
  drop(code: number): void {
    if (this.#greetedAt !== null && performance.now() - this.#greetedAt > SETTLED_MS) this.#failures = 0;
    this.#disconnect();
    const delayMs = reconnectDelay({ failures: this.#failures, code, chance: Math.random() });
    this.#failures += 1;
    this.#reconnect = setTimeout(() => this.#connect(), delayMs);
  }

  #connect(): void {
    clearTimeout(this.#reconnect);
    this.#reconnect = undefined;
    if (this.#resting || !this.#events.isNeeded()) return;
    const socket = openSocket(this.#url);
    this.#socket = socket;
    if (!socket) {
      this.drop(NO_CODE);
      return;
    }
    this.#heardAt = performance.now();
    this.#watchSilence(ANSWER_WITHIN_MS);
    socket.addEventListener('message', ({ data }) => {
      if (this.#socket === socket) this.#receive(JSON.parse(String(data)));
    });
    socket.addEventListener('close', ({ code }) => {
      if (this.#socket === socket) this.drop(code);
    });
  }

  /** Releases the connection without waiting for its end, which may never come. */
  #disconnect(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#greetedAt = null;
    clearTimeout(this.#reconnect);
    clearTimeout(this.#silence);
    this.#reconnect = undefined;
    socket?.close();
    this.#events.onClosed();
  }

  #receive(frame: ServerFrame): void {
    this.#heardAt = performance.now();
    switch (frame.type) {
      case 'hello':
        if (frame.serverTime) observeServerTime(frame.serverTime);
        this.#greetedAt = performance.now();
        this.#watchSilence(SILENCE_MS);
        this.#events.onOpen();
        break;
      case 'ping':
        if (frame.serverTime) observeServerTime(frame.serverTime);
        this.send({ type: 'pong' });
        break;
      case 'pong':
        if (frame.serverTime && this.#pingedAt !== null) {
          observeServerTime(frame.serverTime, performance.now() - this.#pingedAt);
        }
        this.#pingedAt = null;
        break;
      default:
        this.#events.onFrame(frame);
    }
  }

  #watchSilence(withinMs: number): void {
    clearTimeout(this.#silence);
    const silentMs = performance.now() - this.#heardAt;
    if (silentMs >= withinMs) this.drop(NO_CODE);
    else this.#silence = setTimeout(() => this.#watchSilence(withinMs), withinMs - silentMs);
  }

  #rest(): void {
    this.#resting = true;
    if (this.#events.isNeeded()) this.#disconnect();
    else this.#stop();
  }

  #wake(): void {
    this.#resting = false;
    this.#failures = 0;
    if (!this.#socket) this.#connect();
  }

  /** The person looks at the page again: a pending attempt is made now, and a connection must prove that it works. */
  #probe(): void {
    if (this.#reconnect !== undefined) this.#connect();
    if (this.#greetedAt === null) return;
    const askedAt = performance.now();
    this.#pingedAt = askedAt;
    this.send({ type: 'ping' });
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (this.#heardAt < askedAt) this.drop(NO_CODE);
      else this.#watchSilence(SILENCE_MS);
    }, ANSWER_WITHIN_MS);
  }
}

/** Null where the browser does not even try: a malformed address, or an unencrypted one on a page over TLS. */
function openSocket(url: string): WebSocket | null {
  try {
    return new WebSocket(url);
  } catch {
    return null;
  }
}
