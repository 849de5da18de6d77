import { expect, test } from 'vitest';
import { testDatabase } from '@/test/database';
import { holdings } from '@/test/market';
import { testRedis } from '@/test/redis';
import { makeTrade, tradeOf, turnClock } from '@/test/trades';
import { TradeClock } from './trade-clock';

testDatabase();
testRedis();

test('keeps the deadlines that have come, of all trades, and leaves the others alone', async () => {
  const [old, young] = [await makeTrade(), await makeTrade()];
  await turnClock(old.id, '30 days');
  expect(await new TradeClock().step()).toBeGreaterThan(0);
  expect(await tradeOf(old.id)).toMatchObject({ state: 'CANCELLED', fault: 'NONE' });
  expect(await holdings(old.buyerId)).toBe('100000/0');
  expect(await tradeOf(young.id)).toMatchObject({ state: 'AWAITING', version: 0 });
});

test('reminds once', async () => {
  const trade = await makeTrade();
  await turnClock(trade.id, '1 day');
  const clock = new TradeClock();
  await clock.step();
  await clock.step();
  expect(await tradeOf(trade.id)).toMatchObject({ version: 1, reminded: ['nudgeStart'] });
});
