import { z } from 'zod';
import { parseSettings, replacedSettings, settingSchemas } from '@/lib/env';
import { metricsPortBeside } from '@/lib/serve-metrics';

const milliseconds = z.coerce.number().int().min(1).max(3_600_000);
const bytes = z.coerce.number().int().min(256).max(1_073_741_824);
const count = z.coerce.number().int().min(1).max(1_000_000);

/** Every limit of the gateway by the name of its environment variable. */
const schema = z.object({
  REDIS_URL: settingSchemas.REDIS_URL,
  AUTH_SECRET: settingSchemas.AUTH_SECRET,
  REALTIME_PORT: settingSchemas.REALTIME_PORT,
  REALTIME_METRICS_PORT: settingSchemas.REALTIME_METRICS_PORT,
  APP_URL: settingSchemas.APP_URL,
  PORT: settingSchemas.PORT,
  WEB_URL: settingSchemas.WEB_URL,
  SHUTDOWN_WITHIN_MS: settingSchemas.SHUTDOWN_WITHIN_MS,
  LOG_LEVEL: settingSchemas.LOG_LEVEL,
  TRUST_PROXY: settingSchemas.TRUST_PROXY,
  ...replacedSettings,

  /**
   * How often Redis is asked for a sign of life; a half-open connection looks alive until it is used. With the two seconds
   * that an answer may take, and the patience of the pages, a watcher sees the right state again within ten seconds.
   */
  REALTIME_REDIS_CHECK_EVERY_MS: milliseconds.default(1_000),
  /** Least time between two updates of one auction: the changes in between go out together. */
  REALTIME_UPDATE_WINDOW_MS: milliseconds.default(50),
  /** Least time between two counts of viewers. */
  REALTIME_VIEWERS_EVERY_MS: milliseconds.default(2_000),

  /** How long a connection may be silent before it is pinged, and how long it then has for the pong. */
  REALTIME_PING_EVERY_MS: milliseconds.default(25_000),
  REALTIME_PONG_WITHIN_MS: milliseconds.default(8_000),

  /** With more than this unsent, a connection gets no updates until it has drained, and then the newest state. */
  REALTIME_SKIP_ABOVE_BYTES: bytes.default(256 * 1024),
  /** With more than this unsent, a connection is closed. */
  REALTIME_CLOSE_ABOVE_BYTES: bytes.default(1024 * 1024),
  /** A connection that skips updates is closed when it takes nothing for this long. */
  REALTIME_STALLED_AFTER_MS: milliseconds.default(10_000),

  /** Largest message from a browser. */
  REALTIME_MESSAGE_BYTES: bytes.default(4 * 1024),
  /** A connection may send this many messages at once, and this many per second in the long run. */
  REALTIME_MESSAGE_BURST: count.default(100),
  REALTIME_MESSAGES_PER_SECOND: count.default(20),
  REALTIME_TOPICS_PER_CONNECTION: count.default(50),
  /**
   * Different auctions that are watched from one address, and from all addresses. Each costs memory here and a channel of
   * Redis. Auctions of which nothing is known cost neither, and do not count.
   */
  REALTIME_TOPICS_PER_ADDRESS: count.default(2_000),
  REALTIME_TOPICS: count.default(50_000),

  REALTIME_CONNECTIONS: count.default(20_000),
  /** Many phones share one address at a mobile carrier; an IPv6 address counts with its whole /64. */
  REALTIME_CONNECTIONS_PER_ADDRESS: count.default(500),

  /** How long a client without `Origin` has for its ticket; until then nothing else is accepted from it. */
  REALTIME_PROOF_WITHIN_MS: milliseconds.default(5_000),

  /** At the end, how long browsers have to answer the close frame before they are cut off. */
  REALTIME_CLOSE_WITHIN_MS: milliseconds.default(3_000),
});

/** The gateway's settings; the meaning of each stands beside its variable above. */
export type GatewayConfig = {
  redisUrl: string;
  port: number;
  metricsPort: number;
  /** The only origin whose pages may connect; null: pages whose host is the one they connect to. */
  appOrigin: string | null;
  /** The address of the web process, which knows the owners of bearer tokens. */
  webUrl: string;
  redisCheckEveryMs: number;
  updateWindowMs: number;
  viewersEveryMs: number;
  pingEveryMs: number;
  pongWithinMs: number;
  skipAboveBytes: number;
  closeAboveBytes: number;
  stalledAfterMs: number;
  messageBytes: number;
  messageBurst: number;
  messagesPerSecond: number;
  topicsPerConnection: number;
  topicsPerAddress: number;
  topics: number;
  connections: number;
  connectionsPerAddress: number;
  trustedProxies: number;
  proofWithinMs: number;
  closeWithinMs: number;
  /** The time after which the whole process is gone. */
  shutdownWithinMs: number;
};

/**
 * Reads the settings that the gateway needs and no others: it runs without a database.
 *
 * @throws EnvError naming every variable at fault, one clause each
 */
export function readConfig(source?: Record<string, string | undefined>): GatewayConfig {
  const given = parseSettings(schema, source);
  return {
    redisUrl: given.REDIS_URL,
    port: given.REALTIME_PORT,
    metricsPort: given.REALTIME_METRICS_PORT ?? metricsPortBeside(given.REALTIME_PORT),
    appOrigin: given.APP_URL ? new URL(given.APP_URL).origin : null,
    webUrl: given.WEB_URL ?? `http://127.0.0.1:${given.PORT}`,
    redisCheckEveryMs: given.REALTIME_REDIS_CHECK_EVERY_MS,
    updateWindowMs: given.REALTIME_UPDATE_WINDOW_MS,
    viewersEveryMs: given.REALTIME_VIEWERS_EVERY_MS,
    pingEveryMs: given.REALTIME_PING_EVERY_MS,
    pongWithinMs: given.REALTIME_PONG_WITHIN_MS,
    skipAboveBytes: given.REALTIME_SKIP_ABOVE_BYTES,
    closeAboveBytes: given.REALTIME_CLOSE_ABOVE_BYTES,
    stalledAfterMs: given.REALTIME_STALLED_AFTER_MS,
    messageBytes: given.REALTIME_MESSAGE_BYTES,
    messageBurst: given.REALTIME_MESSAGE_BURST,
    messagesPerSecond: given.REALTIME_MESSAGES_PER_SECOND,
    topicsPerConnection: given.REALTIME_TOPICS_PER_CONNECTION,
    topicsPerAddress: given.REALTIME_TOPICS_PER_ADDRESS,
    topics: given.REALTIME_TOPICS,
    connections: given.REALTIME_CONNECTIONS,
    connectionsPerAddress: given.REALTIME_CONNECTIONS_PER_ADDRESS,
    trustedProxies: given.TRUST_PROXY,
    proofWithinMs: given.REALTIME_PROOF_WITHIN_MS,
    closeWithinMs: given.REALTIME_CLOSE_WITHIN_MS,
    shutdownWithinMs: given.SHUTDOWN_WITHIN_MS,
  };
}
