import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { database } from '@/db/client';
import { CommitUnknownError } from '@/db/transaction';
import { flushAnnounced } from '@/lib/realtime/outbox';
import { closeRedis, redis, redisReady } from '@/lib/realtime/redis';
import { auctionTopic, userChannel } from '@/lib/realtime/topics';
import { codeOf } from '@/test/answers';
import { testDatabase } from '@/test/database';
import { hold, holdAuction, whenSomebodyWaits } from '@/test/locks';
import { auctionRow, deposit, makeAuction, makeUsers } from '@/test/market';
import { testRedis } from '@/test/redis';
import { openAuction } from './open-auction';
import { placeBid } from './place-bid';

const db = testDatabase();
const valkey = testRedis();

/** The lock by which a test keeps a transaction in the middle of its COMMIT. */
const COMMIT_GATE = 4_711;

afterEach(async () => {
  await flushAnnounced();
  closeRedis();
});

/** Makes every transaction that places a bid stop in its COMMIT until the gate is open, for the rest of the test. */
async function closeCommitGate(): Promise<() => Promise<void>> {
  const owner = db.openPool('owner', 1);
  await owner.query(`
    CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0 AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock_shared(${COMMIT_GATE});
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER wait_at_gate AFTER INSERT ON bids DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION wait_at_gate()`);
  const open = await hold(db, sql`SELECT pg_advisory_xact_lock(${COMMIT_GATE})`);
  onTestFinished(async () => {
    await open();
    await owner.query('DROP TRIGGER wait_at_gate ON bids; DROP FUNCTION wait_at_gate');
  });
  return open;
}

it('announces nothing before the commit has come back, not even to the people concerned', async () => {
  const [one, other] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
  const { id, sellerId } = await makeAuction({ isNational: true });
  await redisReady(5_000);
  expect(codeOf(await placeBid({ auctionId: id, userId: one, amount: 10_000 }))).toBe('ok');
  await flushAnnounced();
  const before = await redis().get(auctionTopic(id));

  const channels = [auctionTopic(id), userChannel(one), userChannel(sellerId)];
  const heard: string[] = [];
  const subscriber = valkey.connect();
  await subscriber.subscribe(...channels);
  subscriber.on('message', (channel) => heard.push(channel));

  const open = await closeCommitGate();
  const bid = placeBid({ auctionId: id, userId: other, amount: 20_000 });
  await whenSomebodyWaits();
  // Redis takes the commands of one connection in order, so this arrives after everything that the process has sent.
  await redis().publish(auctionTopic(id), 'still committing');
  expect(await redis().get(auctionTopic(id))).toBe(before);
  await expect.poll(() => heard).toEqual([auctionTopic(id)]);

  await open();
  expect(await bid).toMatchObject({ ok: true });
  await expect.poll(() => heard).toEqual([auctionTopic(id), auctionTopic(id), userChannel(one)]);
});

it('sends no COMMIT for a repeated answer or a refusal of the clock; refusals of people commit their attempts alone', async () => {
  const [poor, rich] = (await makeUsers(2)) as [string, string];
  const { id, sellerId } = await makeAuction();
  await deposit({ userId: rich, amount: 50_000 });
  const accepted = { auctionId: id, userId: rich, amount: 10_000, idempotencyKey: 'accepted' };
  const first = await placeBid(accepted);

  const proxy = await db.throughProxy();
  let committed = false;
  const cut = proxy.cutBefore('COMMIT').then(() => {
    committed = true;
  });
  expect(codeOf(await openAuction(id))).toBe('AUCTION_NOT_ACTIVE');
  expect(codeOf(await openAuction('999999'))).toBe('NOT_FOUND');
  expect(await placeBid(accepted)).toEqual(first);
  expect(committed).toBe(false);

  const before = await auctionRow(id);
  for (const [userId, amount, code] of [
    [poor, 20_000, 'INSUFFICIENT_BALANCE'],
    [poor, 5_000, 'BID_TOO_LOW'],
    [sellerId, 20_000, 'OWN_AUCTION'],
  ] as const) {
    expect(codeOf(await placeBid({ auctionId: id, userId, amount, idempotencyKey: code }))).toBe(code);
  }
  await cut;
  expect(await auctionRow(id)).toEqual(before);
  const tried = await database().execute(
    sql`SELECT seq, user_id, code FROM attempts WHERE auction_id = ${id} ORDER BY seq`,
  );
  expect(tried.rows).toEqual([
    { seq: 1, user_id: rich, code: null },
    { seq: 2, user_id: poor, code: 'INSUFFICIENT_BALANCE' },
    { seq: 3, user_id: poor, code: 'BID_TOO_LOW' },
    { seq: 4, user_id: sellerId, code: 'OWN_AUCTION' },
  ]);
  const keys = await database().execute(
    sql`SELECT key FROM idempotency_keys WHERE user_id IN (${poor}, ${rich})`,
  );
  expect(keys.rows).toEqual([{ key: 'accepted' }]);
});

describe('when it cannot be known whether a batch was committed', () => {
  it.each([
    ['it was', 'cutAfter', 3],
    ['it was not', 'cutBefore', 0],
  ] as const)(
    'every command of the batch is answered so, and none is settled again: %s',
    async (_, cut, bidCount) => {
      const bidders = await makeUsers(3, { balance: 50_000 });
      const { id } = await makeAuction();
      const proxy = await db.throughProxy();
      const letGo = await holdAuction(db, id);
      const first = openAuction(id);
      await whenSomebodyWaits();
      const batch = bidders.map((userId, index) =>
        placeBid({ auctionId: id, userId, amount: 10_000 * (index + 1) }),
      );
      const outcomes = Promise.allSettled(batch);
      const gone = proxy[cut]('COMMIT').then(() => proxy.down());
      await letGo();
      expect(codeOf(await first)).toBe('AUCTION_NOT_ACTIVE');
      await gone;
      for (const outcome of await outcomes) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(CommitUnknownError) });
      }
      await proxy.up();
      expect(await auctionRow(id)).toMatchObject({ bid_count: bidCount, version: String(bidCount) });
    },
    30_000,
  );
});
