import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { MarketClock } from '@/lib/realtime/market-time';
import { readTicket, type TicketHolder } from '@/lib/realtime/ticket';
import { endedLoginKey, endedVersionKey } from '@/lib/realtime/topics';
import { serveMetrics } from '@/lib/serve-metrics';
import { Bearers } from './bearers';
import type { GatewayConfig } from './config';
import { CLOSE, Connection } from './connection';
import { answerHttp } from './health';
import { Hub } from './hub';
import { createGatewayMetrics, type Metrics } from './metrics';
import type { ClientProof } from './proving';
import { limitRawConnections } from './raw-connections';
import { Subscriber } from './subscriber';
import { TopicShares } from './topic-shares';
import { Door } from './upgrade';
import { Viewers } from './viewers';

/** A used ticket is remembered for this much longer than it is valid, so that none can be used again. */
const USED_TICKET_KEPT_BEYOND_SECONDS = 60;

/** No client of ours sends a message in fragments; a browser does so only with large ones. */
const MOST_FRAGMENTS = 16;

export interface Gateway {
  port: number;
  /** Null where its port was in use. */
  metricsPort: number | null;
  metrics: Metrics;
  /** Whether messages from Redis reach it. */
  isReady(): boolean;
  /** Lets no new browser in, closes all sockets with 1012, and leaves nothing open. Bounded in time. */
  close(): Promise<void>;
}

/**
 * Starts the gateway. It listens even while Redis is away: then `/readyz` says so and browsers are told.
 *
 * @throws the system's error when the port cannot be listened on
 */
export async function startGateway(config: GatewayConfig): Promise<Gateway> {
  const metrics = createGatewayMetrics();
  const clock = new MarketClock();
  const now = () => clock.now();
  const subscriber = new Subscriber(config.redisUrl, {
    checkEveryMs: config.redisCheckEveryMs,
    onNews: (channel, text) => hub.take(channel, text),
    onRecovered: (channel, text) => hub.recover(channel, text),
    awaited: () => hub.awaited(),
    onReachable: learnTime,
    onConnected: (connected) => {
      metrics.redisConnected.set(connected ? 1 : 0);
      hub.setConnected(connected);
    },
  });
  const { updateWindowMs, topics } = config;
  const hub = new Hub({ source: subscriber, metrics, updateWindowMs, topics });
  const shares = new TopicShares(config);
  const viewers = new Viewers({
    redis: subscriber.commands,
    now,
    copy: randomUUID(),
    everyMs: config.viewersEveryMs,
  });
  const door = new Door(config);
  const bearers = new Bearers(config.webUrl);
  const connections = new Set<Connection>();
  let closing = false;

  const webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: config.messageBytes,
    // Frames are small, and a compressor for each browser costs more memory than the rest of its connection.
    perMessageDeflate: false,
    // Empty fragments would make a message without end that is never counted.
    maxFragments: MOST_FRAGMENTS,
  });
  const http = createServer(
    // The request for a socket is one small header; a client that takes longer holds a connection for nothing.
    { headersTimeout: 10_000, requestTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    answerHttp({
      missing: () => (subscriber.connected ? [] : ['redis']),
      isClosing: () => closing,
    }),
  );
  limitRawConnections(http, config);
  http.on('upgrade', (request, stream, head) => open(request, stream, head));

  function open(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // A browser may go away during the handshake.
    stream.on('error', () => stream.destroy());
    const verdict = closing ? { status: 503 as const } : door.admit(request);
    if ('status' in verdict) turnAway(stream, verdict.status);
    else if (verdict.fromPage) letIn({ request, stream, head, address: verdict.address, proof: 'page' });
    else void letInProven({ request, stream, head, address: verdict.address });
  }

  function turnAway(stream: Duplex, status: number): void {
    metrics.refused.inc({ status });
    refuse(stream, status);
  }

  type Entry = { request: IncomingMessage; stream: Duplex; head: Buffer; address: string };

  /** A client without `Origin`: with a bearer token it is known now, without one it owes a ticket. */
  async function letInProven(entry: Entry): Promise<void> {
    const { authorization } = entry.request.headers;
    if (authorization === undefined) {
      letIn({ ...entry, proof: 'owed' });
      return;
    }
    const asked = await bearers.ticketFor(authorization);
    const holder = 'ticket' in asked ? await claimTicket(asked.ticket) : null;
    // Others may have come meanwhile.
    const verdict = closing ? { status: 503 } : door.admit(entry.request);
    if ('status' in asked) turnAway(entry.stream, asked.status);
    else if ('status' in verdict) turnAway(entry.stream, verdict.status);
    // A fresh ticket is refused only while Redis is away.
    else if (!holder) turnAway(entry.stream, 503);
    else letIn({ ...entry, proof: holder });
  }

  function letIn({ request, stream, head, address, proof }: Entry & { proof: ClientProof }): void {
    webSockets.handleUpgrade(request, stream, head, (socket) => {
      const share = shares.of(address);
      const connection = new Connection({
        socket,
        stream,
        hub,
        share,
        config,
        metrics,
        proof,
        now,
        claimTicket,
        isStillValid,
      });
      door.enter(address);
      connections.add(connection);
      socket.on('close', () => {
        door.leave(address);
        connections.delete(connection);
        if (closing && connections.size === 0) http.emit('emptied');
      });
    });
  }

  /** Browsers that were told another time, or none, are told at once. */
  async function learnTime(): Promise<void> {
    if (await clock.learn(subscriber.commands)) for (const connection of connections) connection.ping();
  }

  async function claimTicket(ticket: string): Promise<TicketHolder | null> {
    const time = now();
    const claims = time && readTicket(ticket, time);
    if (!claims) return null;
    const keptSeconds = Math.ceil(claims.leftMs / 1000) + USED_TICKET_KEPT_BEYOND_SECONDS;
    // In Redis, so that it counts for all copies of the gateway. Without Redis the ticket is refused.
    const first = await subscriber.commands
      .set(`ticket:${claims.ticketId}`, 1, 'EX', keptSeconds, 'NX')
      .catch(() => null);
    return first === 'OK' ? claims.holder : null;
  }

  async function isStillValid({ userId, login, sessionVersion }: TicketHolder): Promise<boolean> {
    const ended = await subscriber.commands
      .exists(endedLoginKey(login), endedVersionKey(userId, sessionVersion))
      .catch(() => null);
    return ended === 0;
  }

  let viewersTimer: NodeJS.Timeout | undefined;
  async function tellViewers(): Promise<void> {
    hub.tellViewers(await viewers.exchange(hub.viewerCounts()));
    if (!closing) viewersTimer = setTimeout(tellViewers, config.viewersEveryMs);
  }

  try {
    http.listen(config.port);
    await once(http, 'listening');
  } catch (error) {
    subscriber.end();
    throw error;
  }
  viewersTimer = setTimeout(tellViewers, config.viewersEveryMs);
  const { register } = metrics;
  const served = await serveMetrics(config.metricsPort, {
    contentType: register.contentType,
    write: () => register.metrics(),
  });

  return {
    port: (http.address() as AddressInfo).port,
    metricsPort: served?.port ?? null,
    metrics,
    isReady: () => subscriber.connected && !closing,
    async close() {
      if (closing) return;
      closing = true;
      clearTimeout(viewersTimer);
      served?.close();
      const stopped = once(http, 'close');
      http.close();
      http.closeIdleConnections();
      const emptied = connections.size > 0 ? once(http, 'emptied') : undefined;
      // Each connection is cut off by itself when the browser does not answer in time.
      for (const connection of connections) connection.end(CLOSE.restart, 'restart');
      await emptied;
      await viewers.withdraw();
      subscriber.end();
      http.closeAllConnections();
      await stopped;
    },
  };
}

function refuse(stream: Duplex, status: number): void {
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    () => stream.destroy(),
  );
}
