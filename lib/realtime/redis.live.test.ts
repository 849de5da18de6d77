import { afterEach, expect, test, vi } from 'vitest';
import { startFaultProxy } from '@/test/fault-proxy';
import { testRedis } from '@/test/redis';
import { closeRedis, redis, redisReady } from './redis';

const store = testRedis();

afterEach(() => {
  closeRedis();
  vi.unstubAllEnvs();
});

test('a connection that has fallen silent is replaced by a new one', async () => {
  const proxy = await startFaultProxy(store.url);
  vi.stubEnv('REDIS_URL', proxy.url);
  expect(await redisReady(5_000)).toBe(true);
  proxy.block();
  await expect(redis().ping()).rejects.toThrow();
  await vi.waitFor(() => expect(redis().status).not.toBe('ready'), { timeout: 10_000 });
  proxy.unblock();
  expect(await redisReady(10_000)).toBe(true);
  expect(await redis().ping()).toBe('PONG');
});
