import { afterAll, expect, test, vi } from 'vitest';
import { databasePool } from '@/db/client';
import { databaseTime } from '@/lib/database-time';
import { MarketClock, shareDatabaseTime } from '@/lib/realtime/market-time';
import { closeRedis, redisReady } from '@/lib/realtime/redis';
import { testDatabase } from '@/test/database';
import { testRedis } from '@/test/redis';
import { timekeeper } from './time';

testDatabase();
const store = testRedis();
afterAll(closeRedis);

async function askedDirectly(): Promise<number> {
  const { rows } = await databasePool().query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return rows[0]?.now.getTime() ?? Number.NaN;
}

/** As if the clocks of the database and of Redis had been set since the worker compared them last. */
async function shareAnotherTime(): Promise<void> {
  await shareDatabaseTime(store.connect(), new Date((await askedDirectly()) + 600_000));
}

/** Each is asked after the one before, so the time between them bounds all three. */
test('web and gateway know the time of the database, and their own time of day is nothing to them', async () => {
  await redisReady(5_000);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2020-01-01T00:00:00Z') });
  try {
    await shareAnotherTime();
    await timekeeper.step();
    const clock = new MarketClock();
    await clock.learn(store.connect());
    const before = await askedDirectly();
    const [web, gateway] = [(await databaseTime()).getTime(), clock.now()?.getTime() ?? 0];
    const after = await askedDirectly();
    for (const told of [web, gateway]) {
      expect(told).toBeGreaterThan(before - 1_000);
      expect(told).toBeLessThan(after + 1_000);
    }
  } finally {
    vi.useRealTimers();
  }
});
