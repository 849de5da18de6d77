import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { database } from '@/db/client';
import { codeOf } from '@/test/answers';
import { testDatabase } from '@/test/database';
import { holdAuction, whenSomebodyWaits } from '@/test/locks';
import { makeAuction, makeUsers } from '@/test/market';
import { buyNow } from './buy-now';
import { closeEarly } from './close-auction';
import { openAuction } from './open-auction';
import { placeBid } from './place-bid';

const db = testDatabase();

/** Places bids in one transaction, in this order. */
async function bidTogether(
  auctionId: string,
  bids: readonly { userId: string; amount: number; key?: string }[],
) {
  const letGo = await holdAuction(db, auctionId);
  const first = openAuction(auctionId);
  await whenSomebodyWaits();
  const answers = bids.map(({ userId, amount, key }) =>
    placeBid({ auctionId, userId, amount, idempotencyKey: key }),
  );
  await letGo();
  await first;
  return Promise.all(answers);
}

/** The ledger of an auction with the bid that each entry is about, oldest first. */
async function entriesOf(auctionId: string) {
  const { rows } = await database().execute(sql`
    SELECT t.type, w.user_id AS "whose", abs(t.locked_delta)::int AS locked, b.amount::int AS bid,
      b.bidder_id AS bidder
    FROM transactions t JOIN wallets w ON w.id = t.wallet_id
    LEFT JOIN bids b ON b.id = t.bid_id AND b.auction_id = t.auction_id
    WHERE t.auction_id = ${auctionId} ORDER BY t.id`);
  return rows;
}

it('each lock, refund and payment names its bid, whether it was placed before or in the same batch', async () => {
  const [a, b] = (await makeUsers(2, { balance: 100_000 })) as [string, string];
  const { id, sellerId } = await makeAuction();
  await placeBid({ auctionId: id, userId: a, amount: 10_000 });
  await bidTogether(id, [
    { userId: b, amount: 12_000 },
    { userId: a, amount: 15_000 },
    { userId: a, amount: 20_000 },
  ]);
  await closeEarly({ auctionId: id, userId: sellerId });
  const entry = (type: string, whose: string, bid: number, bidder = whose, locked = bid) => ({
    type,
    whose,
    locked,
    bid,
    bidder,
  });
  expect(await entriesOf(id)).toEqual([
    entry('BID_LOCK', a, 10_000),
    entry('BID_REFUND', a, 10_000),
    entry('BID_LOCK', b, 12_000),
    entry('BID_REFUND', b, 12_000),
    entry('BID_LOCK', a, 15_000),
    entry('BID_REFUND', a, 15_000),
    entry('BID_LOCK', a, 20_000),
    entry('PAYMENT', a, 20_000),
    entry('EARNING', sellerId, 20_000, a, 0),
  ]);
});

it('a purchase refunds the leader’s bid by its id, and names no bid itself', async () => {
  const [leader, buyer] = (await makeUsers(2, { balance: 100_000 })) as [string, string];
  const { id, sellerId } = await makeAuction({ instantPrice: 50_000 });
  await placeBid({ auctionId: id, userId: leader, amount: 10_000 });
  expect(codeOf(await buyNow({ auctionId: id, userId: buyer }))).toBe('ok');
  expect((await entriesOf(id)).slice(1)).toEqual([
    { type: 'BID_REFUND', whose: leader, locked: 10_000, bid: 10_000, bidder: leader },
    { type: 'PAYMENT', whose: buyer, locked: 0, bid: null, bidder: null },
    { type: 'EARNING', whose: sellerId, locked: 0, bid: null, bidder: null },
  ]);
});

it('each bid of a batch is answered with the auction right after it, also when its key is used again', async () => {
  const bidders = await makeUsers(4, { balance: 100_000 });
  const { id } = await makeAuction();
  const amounts = [10_000, 13_000, 11_000, 20_000];
  const together = bidders.map((userId, index) => ({
    userId,
    amount: amounts[index] ?? 0,
    key: 'together',
  }));
  const answers = await bidTogether(id, together);
  const told = answers.map((answer) =>
    answer.ok
      ? {
          version: answer.auction.version,
          price: answer.auction.price,
          minimumNext: answer.auction.minimumNext,
          bidCount: answer.auction.bidCount,
          leads: answer.leading,
          bid: [answer.bid?.version, answer.bid?.amount],
        }
      : answer.code,
  );
  const after = (version: number, price: number) => ({
    version,
    price,
    minimumNext: price + 1_000,
    bidCount: version,
    leads: true,
    bid: [version, price],
  });
  expect(told).toEqual([after(1, 10_000), after(2, 13_000), 'BID_TOO_LOW', after(3, 20_000)]);

  const rows = await database().execute(
    sql`SELECT id, version::int AS version FROM bids WHERE auction_id = ${id} ORDER BY version`,
  );
  expect(
    answers.flatMap((answer) => (answer.ok ? [{ id: answer.bid?.id, version: answer.bid?.version }] : [])),
  ).toEqual(rows.rows);
  const [first] = together;
  if (!first) throw new Error('nobody bid');
  const again = await placeBid({
    auctionId: id,
    userId: first.userId,
    amount: 10_000,
    idempotencyKey: 'together',
  });
  expect(again).toEqual(answers[0]);
});

it('a bidder who is outbid again before they look finds one notification, of the newest bid', async () => {
  const [a, b] = (await makeUsers(2, { balance: 100_000 })) as [string, string];
  const { id, sellerId } = await makeAuction();
  const notices = async (userId: string) => {
    const { rows } = await database().execute<{ id: string; kind: string; amount: string; at: string }>(sql`
      SELECT id, kind, params->>'amount' AS amount, created_at AS at FROM notifications
      WHERE recipient_id = ${userId} AND auction_id = ${id} ORDER BY id`);
    return rows;
  };
  const bid = (userId: string, amount: number) => placeBid({ auctionId: id, userId, amount });
  await bid(a, 10_000);
  await bid(b, 11_000);
  const [first] = await notices(a);
  expect(first).toMatchObject({ kind: 'OUTBID', amount: '11000' });
  await bid(a, 12_000);
  const last = await bid(b, 13_000);
  if (!last.ok) throw new Error(last.code);
  const renewed = await notices(a);
  expect(renewed).toEqual([{ ...first, amount: '13000', at: expect.anything() }]);
  expect(new Date(renewed[0]?.at ?? 0)).toEqual(new Date(last.auction.serverTime));

  // It is announced again, as the newest notification.
  const told = await database().execute(sql`
    SELECT notice->'notification'->'params'->>'amount' AS amount
    FROM outbox, jsonb_array_elements(payload->'notices') AS notice
    WHERE notice->>'userId' = ${a} ORDER BY outbox.id`);
  expect(told.rows).toEqual([{ amount: '11000' }, { amount: '13000' }]);

  // A seller is notified of the first bid alone until they look, and of the next bid after that.
  expect(await notices(sellerId)).toMatchObject([{ kind: 'NEW_BID', amount: '10000' }]);
  await database().execute(sql`UPDATE notifications SET is_read = true WHERE recipient_id = ${a}`);
  await bid(a, 14_000);
  await bid(b, 15_000);
  expect(await notices(a)).toMatchObject([{ amount: '13000' }, { kind: 'OUTBID', amount: '15000' }]);
});
