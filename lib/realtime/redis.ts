import { Redis } from 'ioredis';
import { readerOf } from '@/lib/env';
import { log } from '@/lib/log';
import { singleton } from '@/lib/singleton';

/** Longer than any command may take. */
const SILENT_AFTER_MS = 2_000;

const readUrl = readerOf('REDIS_URL');

const held = singleton('redis', () => ({ client: null as Redis | null }));

/**
 * The connection of this process for publishing, made at first use from `REDIS_URL`.
 *
 * Nothing waits for Redis: a command that cannot be sent at once fails at once, because the outbox holds its message. The
 * connection is retried for ever in the background.
 */
export function redis(): Redis {
  held.client ??= connect();
  return held.client;
}

function connect(): Redis {
  const client = new Redis(readUrl().REDIS_URL, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 1_000,
    connectTimeout: 2_000,
    // A connection that has fallen silent looks alive until it is given up, and each command would wait in vain.
    socketTimeout: SILENT_AFTER_MS,
    keepAlive: 10_000,
    // After a failover the old address may answer as a replica.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    retryStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt, 5), 2_000),
  });
  let reachable = true;
  client.on('error', (error) => {
    if (reachable) log.warn({ error: error.message }, 'Redis is away; updates wait in the outbox');
    reachable = false;
  });
  client.on('ready', () => {
    if (!reachable) log.info('Redis is back');
    reachable = true;
  });
  return client;
}

/** Resolves once commands can be sent, or after `timeoutMs` if Redis stays away. */
export async function redisReady(timeoutMs: number): Promise<boolean> {
  const client = redis();
  if (client.status === 'ready') return true;
  return new Promise((resolve) => {
    const done = (ready: boolean) => {
      clearTimeout(timer);
      client.off('ready', onReady);
      resolve(ready);
    };
    const onReady = () => done(true);
    const timer = setTimeout(() => done(false), timeoutMs);
    client.on('ready', onReady);
  });
}

/** Ends the connection at shutdown. A later use opens a new one. */
export function closeRedis(): void {
  held.client?.disconnect();
  held.client = null;
}
