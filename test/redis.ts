import { Redis } from 'ioredis';
import { afterAll, beforeAll, inject, vi } from 'vitest';
import { closeRedis } from '@/lib/realtime/redis';

/**
 * Gives the test file an empty Valkey that no other file uses at the same time; `REDIS_URL` points at it. When the
 * file ends, all connections must be closed.
 *
 * @returns its URL, and `connect`, which opens a connection that is closed when the file ends
 */
export function testRedis(): { url: string; connect(): Redis } {
  const urls = inject('redisUrls');
  const worker = Number(process.env.VITEST_POOL_ID ?? '1');
  const url = urls[(worker - 1) % urls.length] ?? '';
  const opened: Redis[] = [];
  process.env.REDIS_URL = url;

  beforeAll(async () => {
    await withConnection(url, (redis) => redis.flushall());
  });

  afterAll(async () => {
    for (const redis of opened) redis.disconnect();
    // The application's own connection, which the end of a login opens.
    closeRedis();
    delete process.env.REDIS_URL;
    await withConnection(url, (redis) =>
      vi.waitFor(
        async () => {
          const clients = String(await redis.client('LIST'))
            .trim()
            .split('\n');
          if (clients.length > 1)
            throw new Error(`the tests left Redis connections open: ${clients.join('; ')}`);
        },
        { interval: 20 },
      ),
    );
  });

  return {
    url,
    connect() {
      const redis = new Redis(url);
      opened.push(redis);
      return redis;
    },
  };
}

async function withConnection<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}
