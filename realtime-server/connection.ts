import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { log } from '@/lib/log';
import { type ClientFrame, clientFrameSchema, type SocketErrorCode } from '@/lib/realtime/protocol';
import type { TicketHolder } from '@/lib/realtime/ticket';
import { AUCTION_TOPIC, PERSONAL_TOPIC } from '@/lib/realtime/topics';
import { Allowance } from './allowance';
import type { GatewayConfig } from './config';
import { type Frame, frameOf } from './frame';
import type { Hub, PersonalWatcher } from './hub';
import { Inbound } from './inbound';
import type { Metrics } from './metrics';
import { Outbound } from './outbound';
import { type ClientProof, Proving } from './proving';
import type { TopicShare } from './topic-shares';
import type { Waiter } from './unknown-topics';

/** WebSocket close codes (RFC 6455 section 7.4 and its registry). */
export const CLOSE = {
  unsupported: 1003,
  policy: 1008,
  failure: 1011,
  restart: 1012,
  tryLater: 1013,
} as const;

type Dependencies = {
  socket: WebSocket;
  /** The stream that the WebSocket writes to; it signals when nothing is unsent any more. */
  stream: Duplex;
  hub: Hub;
  /** The share of its address. */
  share: TopicShare;
  config: GatewayConfig;
  metrics: Metrics;
  proof: ClientProof;
  /** The database's time; null while it is not known. */
  now: () => Date | null;
  /** Uses a ticket up. Returns its holder; null when it is not valid or was used before. */
  claimTicket: (ticket: string) => Promise<TicketHolder | null>;
  /** Whether a login has not ended since its ticket was issued. */
  isStillValid: (holder: TicketHolder) => Promise<boolean>;
};

type Subscription = Extract<ClientFrame, { type: 'subscribe' }>;

/** The connection of one browser: its messages, the frames for it, and the limits of both. */
export class Connection implements Waiter, PersonalWatcher {
  readonly #id = randomUUID();
  readonly #deps: Dependencies;
  readonly #allowance: Allowance;
  readonly #inbound: Inbound;
  readonly #outbound: Outbound;
  readonly #topics = new Set<string>();
  /** The known auctions among its topics; only these count for the share of its address. */
  readonly #shared = new Set<string>();
  /** The login whose personal topic this browser listens to. */
  #holder: TicketHolder | null = null;
  #isPersonal = false;
  readonly #proving: Proving;
  #ended = false;
  #heartbeat: NodeJS.Timeout | undefined;
  #cutOff: NodeJS.Timeout | undefined;

  constructor(deps: Dependencies) {
    this.#deps = deps;
    const { socket, stream, hub, config, metrics } = deps;
    this.#allowance = new Allowance(
      { burst: config.messageBurst, perSecond: config.messagesPerSecond },
      performance.now(),
    );
    this.#inbound = new Inbound({ stream, limits: config, onFlood: () => this.#endFlood() });
    this.#outbound = new Outbound({
      socket,
      stream,
      limits: config,
      metrics,
      onTooSlow: (reason) => this.end(CLOSE.tryLater, reason),
      onCaughtUp: () => hub.catchUp(this, this.#topics),
    });
    this.#proving = new Proving({
      proof: deps.proof,
      withinMs: config.proofWithinMs,
      claim: async (ticket) => {
        const holder = await deps.claimTicket(ticket);
        return holder && (await deps.isStillValid(holder)) ? holder : null;
      },
      onRefused: () => this.#refuseUnproven(),
    });
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    // Protocol-level pings are answered by ws itself; they count as messages.
    socket.on('ping', () => void this.#isWithinRate());
    socket.on('pong', () => void this.#isWithinRate());
    // A message that is too large or not UTF-8, or a reset: ws closes the socket with the right code, and `close` follows.
    socket.on('error', (error) => log.debug({ connection: this.#id, error: error.message }, 'socket error'));
    socket.on('close', (code) => this.#closed(code));
    metrics.connections.inc();
    this.send(frameOf({ type: 'hello', connectionId: this.#id, ...this.#serverTime() }));
    hub.join(this);
    this.#awaitSilence();
  }

  send(frame: Frame): void {
    this.#outbound.send(frame);
  }

  offer(frame: Frame): boolean {
    return this.#outbound.offer(frame);
  }

  notify(frame: Frame): void {
    if (this.#isPersonal) this.send(frame);
  }

  endPersonal(): void {
    this.#leavePersonal();
    this.send(frameOf({ type: 'ended', topic: PERSONAL_TOPIC }));
  }

  /** Tells the time. A browser answers; only one that has been silent has to. */
  ping(): void {
    this.send(frameOf({ type: 'ping', ...this.#serverTime() }));
  }

  /** Starts the closing handshake; a browser that does not answer in time is cut off. Nothing more is sent to it. */
  end(code: number, reason: string): void {
    if (this.#ended) return;
    const { socket, config } = this.#deps;
    this.#leave(code);
    socket.close(code, reason);
    this.#inbound.goodbye();
    this.#cutOff = setTimeout(() => socket.terminate(), config.closeWithinMs);
  }

  #leave(code: number): void {
    this.#ended = true;
    // A browser may make up codes from 3000 on, and each would be a series of its own.
    this.#deps.metrics.closed.inc({ code: code < 3000 ? code : 'other' });
    clearTimeout(this.#heartbeat);
    this.#outbound.end();
    this.#proving.end();
    const { hub, share } = this.#deps;
    hub.leave(this, this.#topics, this.#holder);
    for (const topic of this.#shared) share.remove(topic);
  }

  #closed(code: number): void {
    clearTimeout(this.#cutOff);
    if (!this.#ended) this.#leave(code);
    this.#deps.metrics.connections.dec();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#ended || !this.#isWithinRate()) return;
    this.#awaitSilence();
    if (isBinary) {
      this.#refuse('BAD_MESSAGE', 'messages are JSON text, not binary');
      this.end(CLOSE.unsupported, 'text only');
      return;
    }
    const frame = parseFrame(data);
    if (!frame && this.#proving.isOwed) {
      this.#refuseUnproven();
      return;
    }
    if (!frame) {
      this.#refuse('BAD_MESSAGE', 'the message is not JSON of this protocol');
      return;
    }
    this.#proving
      .pass(frame, (one) => this.#handle(one))
      .catch((error) => {
        log.error({ connection: this.#id, error }, 'a message could not be handled');
        this.end(CLOSE.failure, 'internal error');
      });
  }

  #refuseUnproven(): void {
    this.#refuse('BAD_TICKET', 'without Origin the first frame needs a ticket, fresh and unused');
    this.end(CLOSE.policy, 'no ticket');
  }

  async #handle(frame: ClientFrame): Promise<void> {
    if (this.#ended) return;
    switch (frame.type) {
      case 'subscribe':
        return this.#subscribe(frame);
      case 'unsubscribe':
        return this.#unsubscribe(frame.topics);
      case 'ping':
        return this.send(frameOf({ type: 'pong', ...this.#serverTime() }));
      case 'pong':
        return;
      default:
        return frame satisfies never;
    }
  }

  async #subscribe({ topics, since, ticket }: Subscription): Promise<void> {
    const unknown = topics.filter((topic) => topic !== PERSONAL_TOPIC && !AUCTION_TOPIC.test(topic));
    if (unknown.length > 0) this.#refuse('UNKNOWN_TOPIC', `no such topic: ${unknown.join(', ')}`);
    const wanted = topics.filter((topic) => !unknown.includes(topic));
    const { topicsPerConnection } = this.#deps.config;
    if (new Set([...this.#topics, ...wanted]).size > topicsPerConnection) {
      this.#refuse('TOO_MANY_TOPICS', `at most ${topicsPerConnection} topics; none of these was added`);
      return;
    }
    const auctions = [...new Set(wanted)].filter((topic) => topic !== PERSONAL_TOPIC);
    if (!(await this.#subscribeAuctions(auctions, since))) return;
    if (wanted.includes(PERSONAL_TOPIC)) await this.#subscribePerson(ticket);
  }

  /** @returns false when there are too many of them; then none was added */
  async #subscribeAuctions(auctions: readonly string[], since: Subscription['since']): Promise<boolean> {
    const { share, hub } = this.#deps;
    const strangers = auctions.filter((topic) => !hub.isOpen(topic));
    for (const topic of strangers) this.#topics.add(topic);
    const isWanted = (topic: string) => !this.#ended && this.#topics.has(topic);
    const found = strangers.length > 0 ? await hub.lookUp(this, strangers, isWanted) : [];
    // The topic was left meanwhile, or a message showed that it exists.
    const absent = strangers.filter((topic) => !found.includes(topic) && hub.isUnknown(this, topic));
    const existing = auctions.filter((topic) => !strangers.includes(topic) || found.includes(topic));
    const open = existing.filter((topic) => !strangers.includes(topic) || this.#topics.has(topic));
    if (this.#ended) return true;
    if (!share.hasRoomFor(open) || !hub.hasRoomFor(open)) {
      for (const topic of strangers) if (!this.#shared.has(topic)) this.#unsubscribe([topic]);
      this.#refuse('TOO_MANY_TOPICS', 'too many auctions are watched from this address, or from all');
      return false;
    }
    for (const topic of open) {
      // The answer to an earlier topic may have ended the connection of a slow browser; an ended connection must not be
      // added to a topic.
      if (this.#ended) return true;
      this.#share(topic);
      this.#topics.add(topic);
      hub.watch(this, topic, since?.[topic]);
    }
    for (const topic of absent) this.send(frameOf({ type: 'snapshot', topic, state: null }));
    return true;
  }

  admits(topic: string): boolean {
    if (this.#ended) return false;
    if (this.#deps.share.hasRoomFor([topic])) {
      this.#share(topic);
      return true;
    }
    this.#topics.delete(topic);
    this.#refuse('TOO_MANY_TOPICS', `too many auctions are watched from this address: ${topic} was left`);
    return false;
  }

  #share(topic: string): void {
    if (this.#shared.has(topic)) return;
    this.#shared.add(topic);
    this.#deps.share.add(topic);
  }

  async #subscribePerson(ticket: string | undefined): Promise<void> {
    const { hub, claimTicket, isStillValid } = this.#deps;
    const holder = !hub.connected
      ? null
      : ticket === undefined
        ? this.#proving.takeHolder()
        : await claimTicket(ticket);
    if (this.#ended) return;
    if (holder === null || !hub.connected) {
      this.#refuse('BAD_TICKET', 'the topic "me" needs a ticket, fresh and unused');
      return;
    }
    this.#leavePersonal();
    this.#holder = holder;
    this.#topics.add(PERSONAL_TOPIC);
    await hub.watchPerson(this, holder);
    // In this order: a login that ended before the channel was open is found now, and the end of any other is heard.
    const isValid = await isStillValid(holder);
    // The login ended meanwhile, and the browser was told, or another ticket took its place.
    if (this.#ended || this.#holder !== holder) return;
    if (!isValid) {
      this.#leavePersonal();
      this.#refuse('BAD_TICKET', 'the login of this ticket has ended');
      return;
    }
    this.#isPersonal = true;
    this.send(frameOf({ type: 'snapshot', topic: PERSONAL_TOPIC, state: null }));
  }

  #leavePersonal(): void {
    if (this.#holder) this.#deps.hub.unwatchPerson(this, this.#holder);
    this.#holder = null;
    this.#isPersonal = false;
    this.#topics.delete(PERSONAL_TOPIC);
    // What let the client in opens no further personal topic, also if a ticket opened the first one.
    this.#proving.takeHolder();
  }

  #unsubscribe(topics: readonly string[]): void {
    for (const topic of topics) {
      if (topic === PERSONAL_TOPIC) this.#leavePersonal();
      if (!this.#topics.delete(topic)) continue;
      this.#deps.hub.unwatch(this, topic);
      if (this.#shared.delete(topic)) this.#deps.share.remove(topic);
    }
  }

  #refuse(code: SocketErrorCode, message: string): void {
    this.send(frameOf({ type: 'error', code, message }));
  }

  /** Whether one more message is within the limits. A connection that goes far beyond them is ended. */
  #isWithinRate(): boolean {
    const { ok, over } = this.#allowance.take(performance.now());
    if (ok) return true;
    if (over > this.#deps.config.messageBurst) this.#endFlood();
    else this.#refuse('RATE_LIMITED', 'too many messages; this one was not heeded');
    return false;
  }

  /** Ends a connection that sends without a pause, and discards unread whatever else arrives: reading costs, too. */
  #endFlood(): void {
    this.end(CLOSE.policy, 'too many messages');
    this.#inbound.discard();
  }

  /** After a while of silence a ping goes out; without an answer in time the connection is ended. */
  #awaitSilence(): void {
    const { config } = this.#deps;
    clearTimeout(this.#heartbeat);
    this.#heartbeat = setTimeout(() => {
      this.ping();
      if (this.#ended) return;
      this.#heartbeat = setTimeout(() => this.end(CLOSE.policy, 'no pong'), config.pongWithinMs);
    }, config.pingEveryMs);
  }

  #serverTime(): { serverTime?: string } {
    const now = this.#deps.now();
    return now ? { serverTime: now.toISOString() } : {};
  }
}

function parseFrame(data: RawData): ClientFrame | null {
  try {
    return clientFrameSchema.safeParse(JSON.parse(data.toString())).data ?? null;
  } catch {
    return null;
  }
}
