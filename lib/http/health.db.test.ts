import { afterEach, expect, test, vi } from 'vitest';
import { closeDatabase } from '@/db/client';
import { closeRedis } from '@/lib/realtime/redis';
import { testDatabase } from '@/test/database';
import { testRedis } from '@/test/redis';
import { healthOf } from './health';

testDatabase();
testRedis();

/** Nothing listens on the port of "discard". */
const NOBODY = '127.0.0.1:9';

afterEach(async () => {
  vi.unstubAllEnvs();
  closeRedis();
  await closeDatabase();
});

test('with both services there, all is well', async () => {
  expect(await healthOf()).toEqual({ ok: true, database: 'up', redis: 'up' });
});

test('without Redis the job can be done, and its absence is named', async () => {
  vi.stubEnv('REDIS_URL', `redis://${NOBODY}`);
  expect(await healthOf()).toEqual({ ok: true, database: 'up', redis: 'down' });
});

test('without the database nothing can be done', async () => {
  vi.stubEnv('DATABASE_URL', `postgres://nobody@${NOBODY}/none`);
  expect(await healthOf()).toMatchObject({ ok: false, database: 'down' });
});
