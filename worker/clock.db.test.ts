import { sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { database } from '@/db/client';
import { placeBid } from '@/lib/bidding/place-bid';
import { settle } from '@/lib/bidding/settle';
import { testDatabase } from '@/test/database';
import { auctionRow, holdings, makeAuction, makeUser, makeUsers } from '@/test/market';
import { tick } from './clock';

const db = testDatabase();

/** The moment has come, without waiting for it. */
async function endNow(id: string): Promise<void> {
  await database().execute(
    sql`UPDATE auctions SET end_time = greatest(start_time + interval '1 ms', clock_timestamp()) WHERE id = ${id}`,
  );
}

async function tickUntil(id: string, status: string): Promise<void> {
  await vi.waitFor(async () => {
    await tick();
    expect(await auctionRow(id)).toMatchObject({ status });
  });
}

it('opens an auction at its start and closes it at its end, and pays the seller', async () => {
  const bidder = await makeUser({ balance: 20_000 });
  const { id, sellerId } = await makeAuction({ startsIn: 0.2, endsIn: 60 });
  await tickUntil(id, 'ACTIVE');
  await placeBid({ auctionId: id, userId: bidder, amount: 15_000 });
  await endNow(id);
  await tickUntil(id, 'ENDED');
  expect(await auctionRow(id)).toMatchObject({ winner_id: bidder, final_price: '15000' });
  expect([await holdings(bidder), await holdings(sellerId)]).toEqual(['5000/0', '15000/0']);
});

it('closes an auction that slept through both its times', async () => {
  const { id } = await makeAuction({ startsIn: -20, endsIn: -10, status: 'WAITING' });
  await tickUntil(id, 'ENDED');
});

it('leaves alone what is not due', async () => {
  const [running, waiting] = await Promise.all([makeAuction(), makeAuction({ startsIn: 60 })]);
  await tick();
  expect((await auctionRow(running.id)).status).toBe('ACTIVE');
  expect((await auctionRow(waiting.id)).status).toBe('WAITING');
});

it('sleeps until the next event, and a second at most', async () => {
  await database().execute(sql`UPDATE auctions SET end_time = clock_timestamp() + interval '1 day'
    WHERE status = 'ACTIVE'`);
  expect(await tick()).toBe(1_000);
  await makeAuction({ endsIn: 0.6 });
  const waitMs = await tick();
  expect(waitMs).toBeLessThanOrEqual(600);
});

it('in several copies at once settles each auction once', async () => {
  const [leader] = await makeUsers(1, { balance: 1_000_000 });
  const auctions = await Promise.all(Array.from({ length: 30 }, () => makeAuction()));
  for (const { id } of auctions) await placeBid({ auctionId: id, userId: leader ?? '', amount: 10_000 });
  for (const { id } of auctions) await endNow(id);
  // Two copies may both see an auction as due. Past the desk, which only one process shares, the
  // row's lock decides.
  await Promise.all([
    ...Array.from({ length: 4 }, () => tick()),
    ...auctions.flatMap(({ id }) => [
      settle(id, [{ command: { kind: 'close' } }]),
      settle(id, [{ command: { kind: 'close' } }]),
    ]),
  ]);
  for (const { id, sellerId } of auctions) {
    expect(await auctionRow(id)).toMatchObject({ status: 'ENDED', version: '2' });
    expect(await holdings(sellerId)).toBe('10000/0');
  }
});

it('goes on when one auction cannot be settled', async () => {
  const [stuck, free] = await Promise.all([makeAuction({ endsIn: 0.1 }), makeAuction({ endsIn: 0.1 })]);
  const holder = await db.openPool('owner', 1).connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM auctions WHERE id = $1 FOR UPDATE', [stuck.id]);
  await tickUntil(free.id, 'ENDED');
  expect((await auctionRow(stuck.id)).status).toBe('ACTIVE');
  await holder.query('COMMIT');
  holder.release();
  await tickUntil(stuck.id, 'ENDED');
});
