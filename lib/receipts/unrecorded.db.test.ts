import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { editAuction } from '@/lib/auctions/edit';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { excludeBidder } from '@/lib/operators/exclude-bidder';
import { testDatabase } from '@/test/database';
import { makeAuction, makeOperator, makeUsers, only, pastTheTriggers } from '@/test/market';
import { testRedis } from '@/test/redis';
import { publicRecord } from './public-record';
import { recompute } from './recompute';

testDatabase({ audit: false });
testRedis();

/** Does what a process of the release before attempts does: it leaves bids and versions, and the record as it was. */
async function unrecorded(auctionId: string, act: () => Promise<unknown>): Promise<void> {
  const { rows } = await database().execute<{ attempt_count: number; record_hash: string }>(
    sql`SELECT attempt_count, record_hash FROM auctions WHERE id = ${auctionId}`,
  );
  const { attempt_count: count, record_hash: hash } = only(rows);
  await act();
  await pastTheTriggers(`
    DELETE FROM attempts WHERE auction_id = ${auctionId} AND seq > ${count};
    UPDATE auctions SET attempt_count = ${count}, record_hash = '${hash}' WHERE id = ${auctionId}`);
}

const recordOf = (auctionId: string) => publicRecord({ auctionId, viewerId: null, address: '192.0.2.1' });

test.each([1, 2, 3, 4])(
  'an auction whose command %i of four left no attempt has no public record',
  async (missing) => {
    const { id, sellerId } = await makeAuction();
    const [one = '', other = ''] = await makeUsers(2, { balance: 90_000 });
    const commands = [
      () => placeBid({ auctionId: id, userId: one, amount: 10_000 }),
      () => placeBid({ auctionId: id, userId: other, amount: 11_000 }),
      () => placeBid({ auctionId: id, userId: one, amount: 12_000 }),
      () => closeEarly({ auctionId: id, userId: sellerId }),
    ];
    await placeBid({ auctionId: id, userId: one, amount: 1_000 });
    for (const [index, command] of commands.entries()) {
      if (index + 1 === missing) await unrecorded(id, command);
      else await command();
    }
    expect(await recordOf(id)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  },
);

test('an auction without bids that was closed without an attempt has no public record', async () => {
  const { id, sellerId } = await makeAuction();
  const [one = ''] = await makeUsers(1);
  await placeBid({ auctionId: id, userId: one, amount: 1_000 });
  await unrecorded(id, () => closeEarly({ auctionId: id, userId: sellerId }));
  expect(await recordOf(id)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
});

test('a change of the item before the first bid is no attempt, and the record is complete', async () => {
  const { id, sellerId } = await makeAuction();
  const [one = ''] = await makeUsers(1, { balance: 90_000 });
  await placeBid({ auctionId: id, userId: one, amount: 1_000 });
  expect(await editAuction({ auctionId: id, sellerId, input: { title: '참나무 의자' } })).toMatchObject({
    ok: true,
  });
  await placeBid({ auctionId: id, userId: one, amount: 10_000 });
  await closeEarly({ auctionId: id, userId: sellerId });
  const found = await recordOf(id);
  if (!found.ok) throw new Error(found.code);
  expect(await recompute(found.record, { seenHash: null })).toEqual({ ok: true, decisions: 2, earlier: 1 });
});

test('an auction that its seller changed by an earlier release after all bids had been excluded has no public record', async () => {
  const { id, sellerId } = await makeAuction();
  const [one = '', other = ''] = await makeUsers(2, { balance: 90_000 });
  await placeBid({ auctionId: id, userId: one, amount: 10_000 });
  const operatorId = await makeOperator();
  await excludeBidder({ auctionId: id, operatorId, bidderId: one, reason: '서로 짜고 입찰' });
  await database().execute(
    sql`UPDATE auctions SET title = '참나무 의자', version = version + 1 WHERE id = ${id}`,
  );
  await placeBid({ auctionId: id, userId: other, amount: 10_000 });
  await closeEarly({ auctionId: id, userId: sellerId });
  expect(await recordOf(id)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
});
