import { expect, test } from 'vitest';
import { autoBid } from '@/lib/bidding/auto-bid';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUsers, pastTheTriggers } from '@/test/market';
import { testRedis } from '@/test/redis';
import { publicRecord } from './public-record';
import { recompute } from './recompute';

testDatabase({ audit: false });
testRedis();

/** An auction with four attempts that has ended, the last one being its end. */
async function endedAuction(): Promise<string> {
  const { id, sellerId } = await makeAuction();
  const [one = '', other = ''] = await makeUsers(2, { balance: 90_000 });
  await placeBid({ auctionId: id, userId: one, amount: 10_000 });
  await autoBid({ auctionId: id, userId: other, maximum: 30_000 });
  await placeBid({ auctionId: id, userId: one, amount: 11_000 });
  await closeEarly({ auctionId: id, userId: sellerId });
  return id;
}

async function recomputed(auctionId: string, seenHash: string | null = null) {
  const found = await publicRecord({ auctionId, viewerId: null, address: '192.0.2.1' });
  if (!found.ok) throw new Error(found.code);
  return recompute(found.record, { seenHash });
}

test.each([
  [1, 'amount = 12000'],
  [2, 'hold_after = 40000'],
  [2, "decided_at = decided_at + interval '1 ms'"],
  [3, "code = 'AUCTION_ENDED'"],
  [3, "salt = decode(repeat('00', 32), 'hex')"],
  [4, 'user_id = NULL'],
])('an attempt that the owner of the database changed is named: %i, %s', async (seq, change) => {
  const id = await endedAuction();
  expect(await recomputed(id)).toEqual({ ok: true, decisions: 4, earlier: 0 });
  await pastTheTriggers(`UPDATE attempts SET ${change} WHERE auction_id = ${id} AND seq = ${seq}`);
  expect(await recomputed(id)).toMatchObject({
    ok: false,
    fault: 'attempt',
    attempt: { seq },
    hashFits: false,
  });
});

test.each([1, 3])('attempt %i, which the owner of the database deleted, leaves a gap', async (seq) => {
  const id = await endedAuction();
  await pastTheTriggers(`DELETE FROM attempts WHERE auction_id = ${id} AND seq = ${seq}`);
  expect(await recomputed(id)).toMatchObject({ ok: false, fault: 'gap', expected: seq });
});

test('a record of more than five years ago, whose first months are gone, is not there', async () => {
  const id = await endedAuction();
  await pastTheTriggers(`
    UPDATE auctions SET created_at = now() - interval '5 years 1 day' WHERE id = ${id};
    DELETE FROM attempts WHERE auction_id = ${id} AND seq < 3`);
  const asked = { auctionId: id, viewerId: null, address: '192.0.2.1' };
  expect(await publicRecord(asked)).toMatchObject({ code: 'NOT_FOUND' });
});

test('a result that the owner of the database changed does not follow from the record', async () => {
  const id = await endedAuction();
  await pastTheTriggers(`UPDATE auctions SET final_price = 13000 WHERE id = ${id}`);
  expect(await recomputed(id)).toMatchObject({ fault: 'result', difference: { field: 'finalPrice' } });
});
