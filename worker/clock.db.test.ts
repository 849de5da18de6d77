import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { database } from '@/db/client';
import { dueAuctions } from '@/lib/bidding/due';
import { placeBid } from '@/lib/bidding/place-bid';
import { settle } from '@/lib/bidding/settle';
import { log } from '@/lib/log';
import { testDatabase } from '@/test/database';
import { holdAuction, holdWallets, whenSomebodyWaits } from '@/test/locks';
import {
  auctionRow,
  endNow,
  holdings,
  makeAuction,
  makeUser,
  makeUsers,
  pastTheTriggers,
} from '@/test/market';
import { Clock } from './clock';
import { run } from './loop';

const db = testDatabase();

let clock: Clock;
beforeEach(() => {
  clock = new Clock();
});

// An auction that one test left unsettled must not be the one that the next test waits for.
afterEach(async () => {
  await clock.finish();
  await putOffEnds();
});

/** Moves the ends of all running auctions to tomorrow. */
function putOffEnds(): Promise<void> {
  return pastTheTriggers(`
    UPDATE auctions SET (end_time, original_end_time) = (SELECT day, day FROM (
      SELECT clock_timestamp() + interval '1 day' AS day) AS at) WHERE status = 'ACTIVE'`);
}

function tick(): Promise<number> {
  return clock.step();
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

it('closes an auction whose start and end both passed unnoticed', async () => {
  const { id } = await makeAuction({ startsIn: -20, endsIn: -10, status: 'WAITING' });
  await tickUntil(id, 'ENDED');
});

it('leaves alone auctions that are not due', async () => {
  const [running, waiting] = await Promise.all([makeAuction(), makeAuction({ startsIn: 60 })]);
  await tick();
  expect((await auctionRow(running.id)).status).toBe('ACTIVE');
  expect((await auctionRow(waiting.id)).status).toBe('WAITING');
});

it('sleeps until the next event, and a second at most', async () => {
  await putOffEnds();
  expect(await tick()).toBe(1_000);
  await makeAuction({ endsIn: 0.6 });
  const waitMs = await tick();
  expect(waitMs).toBeLessThanOrEqual(600);
});

it('rereads the end of an auction that is extended after the look, and closes it then', async () => {
  const [first, second] = await makeUsers(2, { balance: 50_000 });
  const { id } = await makeAuction({ endsIn: 0.5, extendWindow: 1, extendCap: 60 });
  await placeBid({ auctionId: id, userId: first ?? '', amount: 10_000 });
  const waitMs = await tick();
  expect(waitMs).toBeLessThanOrEqual(500);
  await placeBid({ auctionId: id, userId: second ?? '', amount: 11_000 });
  // The worker wakes at the old end.
  await vi.waitFor(async () => {
    const { rows } = await database().execute<{ passed: boolean }>(
      sql`SELECT original_end_time < clock_timestamp() AS passed FROM auctions WHERE id = ${id}`,
    );
    expect(rows).toEqual([{ passed: true }]);
  });
  await tick();
  expect(await auctionRow(id)).toMatchObject({ status: 'ACTIVE' });
  await tickUntil(id, 'ENDED');
  const { rows } = await database().execute<{ on_time: boolean }>(
    sql`SELECT ended_at >= end_time AND extensions = 1 AS on_time FROM auctions WHERE id = ${id}`,
  );
  expect(rows).toEqual([{ on_time: true }]);
  expect(await auctionRow(id)).toMatchObject({ winner_id: second, final_price: '11000' });
});

it('in several copies at once settles each auction once', async () => {
  const [leader] = await makeUsers(1, { balance: 1_000_000 });
  const auctions = await Promise.all(Array.from({ length: 30 }, () => makeAuction()));
  for (const { id } of auctions) await placeBid({ auctionId: id, userId: leader ?? '', amount: 10_000 });
  for (const { id } of auctions) await endNow(id);
  // Two copies may both see an auction as due. The bidding desk is shared within one process only; behind it the row's
  // lock decides.
  await Promise.all([
    ...Array.from({ length: 4 }, () => new Clock()).map((copy) => copy.step().then(() => copy.finish())),
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

/** Runs the clock as the worker does, for the rest of the test. */
function runClock(): void {
  const running = run(clock);
  onTestFinished(() => running.stop());
}

async function closed(id: string): Promise<void> {
  await vi.waitFor(async () => expect(await auctionRow(id)).toMatchObject({ status: 'ENDED' }), {
    timeout: 12_000,
  });
}

/**
 * Lets every attempt to settle an auction of this title run the statement, until the test ends. The attempts are counted
 * by a sequence, because a rollback does not return its numbers.
 */
async function spoil(title: string, does: string): Promise<() => Promise<number>> {
  const owner = db.openPool('owner', 1);
  await owner.query(`CREATE SEQUENCE tries`);
  await owner.query(`CREATE FUNCTION spoil() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$
    BEGIN PERFORM nextval('tries'); ${does} RETURN NEW; END $$`);
  await owner.query(`CREATE TRIGGER spoil BEFORE UPDATE OF status ON auctions FOR EACH ROW
    WHEN (OLD.title = '${title}' AND NEW.status = 'ENDED') EXECUTE FUNCTION spoil()`);
  onTestFinished(async () => {
    await owner.query('DROP FUNCTION spoil CASCADE');
    await owner.query('DROP SEQUENCE tries');
  });
  return async () => {
    const { rows } = await owner.query<{ count: number }>(
      `SELECT CASE WHEN is_called THEN last_value ELSE 0 END::int AS count FROM tries`,
    );
    return rows[0]?.count ?? 0;
  };
}

/** Auctions of one seller that ended a while ago and were not closed. */
async function endedAuctions(title: string, count: number): Promise<{ ids: string[]; sellerId: string }> {
  const { id, sellerId } = await makeAuction();
  const { rows } = await database().execute<{ id: string }>(sql`
    INSERT INTO auctions (seller_id, title, description, start_price, start_time, end_time, status, region_code,
      category, is_national, condition, shipping_payer)
    SELECT seller_id, ${title}, description, start_price, start_time, clock_timestamp() - interval '10 seconds',
      status, region_code, category, is_national, condition, shipping_payer
    FROM auctions, generate_series(1, ${count}) WHERE id = ${id} RETURNING id`);
  return { ids: rows.map((row) => row.id), sellerId };
}

it.each([55, 150])(
  'closes an auction behind %i that cannot be settled, and logs those rarely',
  async (count) => {
    const tries = await spoil('broken', `RAISE EXCEPTION 'broken';`);
    const lines = vi.spyOn(log, 'error');
    onTestFinished(() => lines.mockRestore());
    await endedAuctions('broken', count);
    runClock();
    const healthy = await makeAuction({ endsIn: 0.2 });
    await closed(healthy.id);
    // All of them are tried, and tried again later.
    await vi.waitFor(
      async () => {
        expect(clock.state().failing).toBe(count);
        expect(await tries()).toBeGreaterThan(count + 10);
      },
      { timeout: 40_000 },
    );
    expect(lines.mock.calls.length).toBeGreaterThan(0);
    expect(lines.mock.calls.length).toBeLessThanOrEqual(50);
  },
  60_000,
);

it('waits while every due auction rests after a failure, and counts the failures of each', async () => {
  const lines = vi.spyOn(log, 'error');
  onTestFinished(() => lines.mockRestore());
  const tries = await spoil('broken', `RAISE EXCEPTION 'broken';`);
  await endedAuctions('broken', 5);
  // Time stands still, so that no auction has rested long enough.
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now());
  onTestFinished(() => now.mockRestore());
  await vi.waitFor(async () => {
    await tick();
    await clock.finish();
    expect(clock.state()).toMatchObject({ underWay: 0, failing: 5 });
  });
  for (let turn = 0; turn < 3; turn += 1) expect(await tick()).toBeGreaterThan(100);
  await clock.finish();
  expect(await tries()).toBe(5);
  now.mockRestore();
  runClock();
  await vi.waitFor(async () => expect(await tries()).toBeGreaterThan(5), { timeout: 10_000 });
  await database().execute(sql`UPDATE auctions SET title = 'mended' WHERE title = 'broken'`);
  await vi.waitFor(() => expect(clock.state()).toMatchObject({ underWay: 0, failing: 0 }), {
    timeout: 10_000,
  });
  const told = lines.mock.calls.map(([facts]) => {
    const { auctionId, failures } = facts as unknown as { auctionId: string; failures: number };
    return `${auctionId}: ${failures}`;
  });
  expect(told.length).toBeGreaterThan(5);
  expect(new Set(told).size).toBe(told.length);
});

it('does not wait for auctions that take long', async () => {
  await spoil('slow', 'PERFORM pg_advisory_xact_lock(7);');
  const holder = await db.openPool('owner', 1).connect();
  await holder.query('SELECT pg_advisory_lock(7)');
  try {
    const slow = await endedAuctions('slow', 5);
    runClock();
    await vi.waitFor(() => expect(clock.state().underWay).toBe(5));
    const healthy = await makeAuction({ endsIn: 0.1 });
    await closed(healthy.id);
    expect((await auctionRow(slow.ids[0] ?? '')).status).toBe('ACTIVE');
  } finally {
    await holder.query('SELECT pg_advisory_unlock(7)');
    holder.release();
  }
});

it('closes an auction behind fifty-five of a seller whose wallet is locked', async () => {
  const [sellerId, leader] = [await makeUser(), await makeUser({ balance: 550_000 })];
  const ids: string[] = [];
  for (let count = 0; count < 55; count += 1) {
    const { id } = await makeAuction({ sellerId });
    await placeBid({ auctionId: id, userId: leader, amount: 10_000 });
    ids.push(id);
  }
  const holder = await db.openPool('owner', 1).connect();
  await holder.query('SET idle_in_transaction_session_timeout = 0');
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM wallets WHERE user_id = $1 FOR UPDATE', [sellerId]);
  for (const id of ids) await endNow(id);
  runClock();
  for (let round = 0; round < 3; round += 1) {
    const healthy = await makeAuction({ endsIn: 0.1 });
    await closed(healthy.id);
  }
  for (const id of ids) expect((await auctionRow(id)).status).toBe('ACTIVE');
  await holder.query('COMMIT');
  holder.release();
  for (const id of ids) await closed(id);
  expect(await holdings(sellerId)).toBe('550000/0');
});

it('closes an auction whose row is locked at each look, by waiting for its turn', async () => {
  const [id = ''] = (await endedAuctions('hot', 1)).ids;
  const letGo = await holdAuction(db, id);
  runClock();
  await whenSomebodyWaits();
  await letGo();
  await closed(id);
});

it.each(['row', 'seller', 'leader'] as const)(
  'passes over an auction whose %s is locked by another session, without waiting',
  async (what) => {
    const leader = await makeUser({ balance: 20_000 });
    const { id, sellerId } = await makeAuction();
    await placeBid({ auctionId: id, userId: leader, amount: 10_000 });
    await endNow(id);
    const letGo =
      what === 'row'
        ? await holdAuction(db, id)
        : await holdWallets(db, what === 'seller' ? sellerId : leader);
    await tick();
    expect(clock.state()).toEqual({ underWay: 0, failing: 0 });
    await letGo();
    await tickUntil(id, 'ENDED');
  },
);

it('does not mistake its own locks for another’s: items of one seller are closed side by side', async () => {
  await spoil('slow', 'PERFORM pg_advisory_xact_lock(7);');
  const gate = await db.openPool('owner', 1).connect();
  await gate.query('SELECT pg_advisory_lock(7)');
  onTestFinished(async () => {
    await gate.query('SELECT pg_advisory_unlock_all()');
    gate.release();
  });
  const [sellerId, leader] = [await makeUser(), await makeUser({ balance: 20_000 })];
  const [slow, other] = [await makeAuction({ sellerId }), await makeAuction({ sellerId })];
  for (const { id } of [slow, other]) await placeBid({ auctionId: id, userId: leader, amount: 10_000 });
  await database().execute(sql`UPDATE auctions SET title = 'slow' WHERE id = ${slow.id}`);
  await endNow(slow.id);
  // Time stands still, so that the attempt under way does not count as slow.
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now());
  onTestFinished(() => now.mockRestore());
  await tick();
  await whenSomebodyWaits();
  await endNow(other.id);
  await tick();
  expect(clock.state()).toEqual({ underWay: 2, failing: 0 });
  await gate.query('SELECT pg_advisory_unlock(7)');
  now.mockRestore();
  await tickUntil(slow.id, 'ENDED');
  await tickUntil(other.id, 'ENDED');
});

it('sees both the newest and the oldest due auctions, however many there are', async () => {
  const { ids } = await endedAuctions('old', 20);
  const [{ id: newest }, oldest] = [await makeAuction({ endsIn: -1 }), ids];
  const seen = (await dueAuctions({ limit: 6, except: [] })).map(({ id }) => id);
  expect(seen).toContain(newest);
  expect(oldest.filter((id) => seen.includes(id)).length).toBeGreaterThan(1);
});
