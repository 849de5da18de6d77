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

/** Shares a time as if the clocks of the database and of Redis had been set since the worker last compared them. */
async function shareAnotherTime(): Promise<void> {
  await shareDatabaseTime(store.connect(), new Date((await askedDirectly()) + 600_000));
}

/** The clocks are read one after the other, so the first and the last reading bound the others. */
test('web and gateway know the time of the database, and do not use their own time of day', async () => {
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
