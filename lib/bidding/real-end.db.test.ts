import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { database } from '@/db/client';
import { selectCards } from '@/lib/auctions/card';
import { auctionDetail } from '@/lib/auctions/detail';
import { toWireAuction } from '@/lib/auctions/wire';
import type { AuctionState } from '@/lib/realtime/protocol';
import type { Result } from '@/lib/result';
import { testDatabase } from '@/test/database';
import { endNow, makeAuction, makeUser, only } from '@/test/market';
import { buyNow } from './buy-now';
import { cancelAuction } from './cancel-auction';
import { closeEarly, closeOnTime } from './close-auction';

testDatabase();

let item: { id: string; sellerId: string };

beforeEach(async () => {
  item = await makeAuction({ instantPrice: 60_000 });
});

test.each<[string, () => Promise<Result<{ auction: AuctionState }>>]>([
  ['closed early', () => closeEarly({ auctionId: item.id, userId: item.sellerId })],
  ['cancelled', () => cancelAuction({ auctionId: item.id, userId: item.sellerId })],
  ['bought', async () => buyNow({ auctionId: item.id, userId: await makeUser({ balance: 60_000 }) })],
])('an auction that is %s tells its real end, to its watchers, on its page and in lists', async (_, end) => {
  const planned = await plannedEnd();
  const ended = await end();
  if (!ended.ok) throw new Error(ended.code);
  const { endTime } = ended.auction;
  expect(Date.parse(endTime)).toBeLessThan(planned);
  expect(new Date(endTime)).toEqual(await endedAt());
  expect(await shownEnds()).toEqual([endTime, endTime]);
});

test('an auction that the worker closes late ended at its planned end, because nobody could bid after it', async () => {
  await endNow(item.id);
  const planned = await plannedEnd();
  const closed = await closeOnTime(item.id);
  if (!closed.ok) throw new Error(closed.code);
  expect((await endedAt()).getTime()).toBeGreaterThan(planned);
  expect(Date.parse(closed.auction.endTime)).toBe(planned);
  expect(await shownEnds()).toEqual([closed.auction.endTime, closed.auction.endTime]);
});

async function plannedEnd(): Promise<number> {
  return (await timesOf()).end;
}

async function endedAt(): Promise<Date> {
  return new Date((await timesOf()).ended);
}

/** In epoch milliseconds. */
async function timesOf(): Promise<{ end: number; ended: number }> {
  const { rows } = await database().execute<{ end: Date; ended: Date }>(
    sql`SELECT end_time AS end, ended_at AS ended FROM auctions WHERE id = ${item.id}`,
  );
  const { end, ended } = only(rows);
  return { end: new Date(end).getTime(), ended: new Date(ended).getTime() };
}

/** The end on the page of the auction and on its card. */
async function shownEnds(): Promise<string[]> {
  const detail = await auctionDetail(item.id);
  if (!detail) throw new Error('the auction is gone');
  const { card } = only(
    await selectCards(sql`SELECT id, 1 AS place FROM auctions WHERE id = ${item.id}`, null),
  );
  return [toWireAuction(detail).endTime, card.endTime.toISOString()];
}
