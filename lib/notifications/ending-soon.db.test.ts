import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { auctionDetail } from '@/lib/auctions/detail';
import { placeBid } from '@/lib/bidding/place-bid';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser, makeUsers } from '@/test/market';
import { remindWatchers } from './ending-soon';
import { listNotifications } from './list';

testDatabase();

/** Makes a person who began to watch `minutesAgo` minutes ago. */
async function watch(userId: string, auctionId: string, minutesAgo = 60): Promise<void> {
  await database().execute(sql`
    INSERT INTO watchers (user_id, auction_id, created_at)
    VALUES (${userId}, ${auctionId}, clock_timestamp() - make_interval(mins => ${minutesAgo}))`);
}

async function remindersOf(userId: string): Promise<string[]> {
  const { items } = await listNotifications({ userId, limit: 100 });
  return items.filter(({ kind }) => kind === 'ENDING_SOON').map(({ link }) => link);
}

test('watchers are reminded ten minutes before the end, once for any number of workers', async () => {
  const watchers = await makeUsers(5);
  const [soon, later] = [await makeAuction({ endsIn: 590 }), await makeAuction({ endsIn: 620 })];
  for (const watcher of watchers) {
    await watch(watcher, soon.id);
    await watch(watcher, later.id);
  }
  await Promise.all(Array.from({ length: 6 }, () => remindWatchers()));
  await remindWatchers();
  for (const watcher of watchers) expect(await remindersOf(watcher)).toEqual([`/auctions/${soon.id}`]);
});

test('nobody is reminded of an auction that has ended, of their own, or of one that they just began to watch', async () => {
  const watcher = await makeUser();
  const [over, waiting, fresh] = await Promise.all([
    makeAuction({ startsIn: -60, endsIn: -1 }),
    makeAuction({ startsIn: 60, endsIn: 300 }),
    makeAuction({ endsIn: 300 }),
  ]);
  await watch(watcher, over.id);
  await watch(watcher, waiting.id);
  await watch(watcher, fresh.id, 1);
  await watch(fresh.sellerId, fresh.id);
  await remindWatchers();
  expect(await remindersOf(watcher)).toEqual([]);
  expect(await remindersOf(fresh.sellerId)).toEqual([]);
});

test('an extension brings no reminder to a person who saw the end coming', async () => {
  const [early, late, ...bidders] = await makeUsers(4, { balance: 50_000 });
  // Saved with nine minutes left, by the end as it was listed.
  const { id } = await makeAuction({ endsIn: 20, extendWindow: 300, extendCap: 3_600 });
  await watch(early ?? '', id, 60);
  await watch(late ?? '', id, 6);
  for (const [index, userId] of bidders.entries())
    await placeBid({ auctionId: id, userId, amount: 10_000 + 1_000 * index });
  expect(await auctionDetail(id)).toMatchObject({ extensions: 1 });
  await remindWatchers();
  expect(await remindersOf(early ?? '')).toEqual([`/auctions/${id}`]);
  expect(await remindersOf(late ?? '')).toEqual([]);
});

test('open tabs get the reminder', async () => {
  const watcher = await makeUser();
  const { id } = await makeAuction({ endsIn: 300 });
  await watch(watcher, id);
  await remindWatchers();
  const { rows } = await database().execute<{ payload: unknown }>(
    sql`SELECT payload FROM outbox WHERE payload::text LIKE ${`%"${watcher}"%`}`,
  );
  expect(rows).toMatchObject([
    { payload: { message: null, notices: [{ userId: watcher, notification: { kind: 'ENDING_SOON' } }] } },
  ]);
});
