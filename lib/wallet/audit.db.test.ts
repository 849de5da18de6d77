import { expect, it } from 'vitest';
import { readMigrations } from '@/db/migrating/migration';
import { autoBid } from '@/lib/bidding/auto-bid';
import { buyNow } from '@/lib/bidding/buy-now';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { stopAutoBid } from '@/lib/bidding/stop-auto-bid';
import { settlePayout } from '@/lib/payouts/settle-payout';
import { defended, findingsOf, running, sold, walletOf } from '@/test/books';
import { testDatabase } from '@/test/database';
import { makeAuction, makePayout, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { auditLedger } from './audit';
import { AUDIT_RULES, AUDIT_SQL } from './audit-sql';
import { withdraw } from './withdraw';

const db = testDatabase();
testRedis();

const findingsAfter = (fault: string) => findingsOf(db, fault);

it('finds nothing in a sound market, run as the application', async () => {
  await Promise.all([running(), sold()]);
  const { id } = await running();
  await buyNow({ auctionId: id, userId: await makeUser({ balance: 40_000 }) });
  const userId = await makeUser({ balance: 9_000 });
  const { id: lowered, sellerId, second } = await defended();
  await autoBid({ auctionId: lowered, userId: second, maximum: 25_000 });
  await closeEarly({ auctionId: lowered, userId: sellerId });
  const stopped = await defended();
  await stopAutoBid({ auctionId: stopped.id, userId: stopped.second });
  const { id: beaten, first } = await defended();
  await autoBid({ auctionId: beaten, userId: first, maximum: 35_000 });
  await placeBid({ auctionId: beaten, userId: first, amount: 10_000 });
  await withdraw({ userId, amount: 2_000 });
  for (const outcome of ['sent', 'returned'] as const) {
    const payoutId = await makePayout({ userId, amount: 1_000 });
    await settlePayout(payoutId, outcome === 'sent' ? { outcome } : { outcome, code: 'CLOSED' });
  }
  expect(await auditLedger(db.openPool('application', 1))).toEqual([]);
});

it('has a finding for each of its rules, which begins with the number of the rule', () => {
  const rules = new Set([...AUDIT_SQL.matchAll(/SELECT '(\d+) /g)].map(([, rule]) => Number(rule)));
  expect([...rules].sort((a, b) => a - b)).toEqual([...AUDIT_RULES]);
});

it('finds a wallet that holds what no entry explains', async () => {
  const userId = await makeUser({ balance: 1_000 });
  expect(await findingsAfter(`UPDATE wallets SET balance = 1001 WHERE user_id = ${userId}`)).toEqual([
    '1 wallet #',
    '2 all wallets',
  ]);
});

it('finds a wrong balance in the middle of a chain, whatever the times of the entries say', async () => {
  const userId = await makeUser({ balance: 1_000 });
  for (const amount of [100, 200, 300]) await withdraw({ userId, amount });
  const middle = `(SELECT id FROM transactions WHERE wallet_id = ${walletOf(userId)} AND balance_delta = -200)`;
  const change = `UPDATE transactions SET balance_after = balance_after + 1 WHERE id = ${middle}`;
  expect(await findingsAfter(change)).toEqual(['1 entry #', '1 entry #']);
  expect(
    await findingsAfter(`UPDATE transactions SET created_at = now() - interval '1 day' WHERE id = ${middle}`),
  ).toEqual([]);
});

it('finds locked money that no auction explains, and an auction whose price is not its highest bid', async () => {
  const { id } = await running();
  expect(await findingsAfter(`UPDATE auctions SET current_price = 13000 WHERE id = ${id}`)).toEqual([
    '3 auction #',
    '4 auction #',
  ]);
});

it('finds a bid from before the start, one from after the end, and one with a version that the auction never had', async () => {
  const { id, first } = await sold();
  const bid = (amount: number, version: string, at: string) => `
    INSERT INTO bids (auction_id, bidder_id, amount, version, created_at)
    SELECT id, ${first}, ${amount}, ${version}, ${at} FROM auctions WHERE id = ${id}`;
  // Below the highest bid, so that only the time is wrong; and without its lock, which is a fault of its own.
  const early = await findingsAfter(bid(11_000, '1', "start_time - interval '1 s'"));
  const late = await findingsAfter(bid(11_000, '1', "ended_at + interval '1 ms'"));
  const past = await findingsAfter(bid(11_000, '1', "end_time + interval '1 ms'"));
  const unknown = await findingsAfter(bid(11_000, 'version', "ended_at - interval '1 ms'"));
  for (const found of [early, late, past, unknown]) expect(found).toContain('4 bid #');
});

it('finds a sale without its payment', async () => {
  const { id, second } = await running();
  const sale = `UPDATE auctions SET status = 'ENDED', version = version + 1,
    ended_at = now(), winner_id = ${second}, final_price = 12000 WHERE id = ${id}`;
  expect(await findingsAfter(sale)).toEqual(['3 auction #', '5 auction #', '10 auction #']);
});

it('finds an auction with bids that ended as if it had none', async () => {
  const { id } = await running();
  const unsold = `UPDATE auctions SET status = 'ENDED', ended_at = now(), version = version + 1 WHERE id = ${id}`;
  expect(await findingsAfter(unsold)).toContain('5 auction #');
});

it.each([
  ['the winner', (who: string) => `winner_id = ${who}`],
  ['the seller', (who: string) => `seller_id = ${who}`],
  ['the price', () => 'final_price = final_price + 1'],
])('finds that %s was changed after the end', async (_, change) => {
  const { id, stranger } = await sold();
  expect(await findingsAfter(`UPDATE auctions SET ${change(stranger)} WHERE id = ${id}`)).toEqual([
    '5 auction #',
  ]);
});

it('finds an earning that went to a stranger', async () => {
  const { id, sellerId, stranger } = await sold();
  const theft = `
    UPDATE transactions SET wallet_id = ${walletOf(stranger)}, balance_after = 62000
      WHERE auction_id = ${id} AND type = 'EARNING';
    UPDATE wallets SET balance = 62000 WHERE user_id = ${stranger};
    UPDATE wallets SET balance = 0 WHERE user_id = ${sellerId}`;
  expect(await findingsAfter(theft)).toEqual(['5 auction #']);
});

it('finds a paid order whose entry has a different amount', async () => {
  const userId = await makeUser({ balance: 1_000 });
  expect(await findingsAfter(`UPDATE payment_orders SET amount = 999 WHERE user_id = ${userId}`)).toEqual([
    '6 order #',
  ]);
});

it('finds a deposit without an order, and one with two explanations', async () => {
  const userId = await makeUser({ balance: 1_000 });
  const made = `
    INSERT INTO transactions (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after, created_at)
      VALUES (${walletOf(userId)}, 'DEPOSIT', 500, 0, 1500, 0, now());
    UPDATE wallets SET balance = 1500 WHERE user_id = ${userId}`;
  expect(await findingsAfter(made)).toEqual(['6 entry #']);
  expect(await findingsAfter(`DELETE FROM payment_orders WHERE user_id = ${userId}`)).toEqual(['6 entry #']);
  const payoutId = await makePayout({ userId, amount: 1_000 });
  const twice = `UPDATE payouts SET status = 'RETURNED',
    return_id = (SELECT transaction_id FROM payment_orders WHERE user_id = ${userId}) WHERE id = ${payoutId}`;
  expect(await findingsAfter(twice)).toEqual(['6 entry #']);
});

it('finds a withdrawal without a payout, and one with a payout that is also marked as one of the demo', async () => {
  const userId = await makeUser({ balance: 9_000 });
  const taken = `
    INSERT INTO transactions (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after, created_at)
      VALUES (${walletOf(userId)}, 'WITHDRAWAL', -500, 0, 8500, 0, now());
    UPDATE wallets SET balance = 8500 WHERE user_id = ${userId}`;
  expect(await findingsAfter(taken)).toEqual(['6 entry #']);
  await withdraw({ userId, amount: 1_000 });
  expect(await findingsAfter('DELETE FROM demo_withdrawals')).toContain('6 entry #');
  const payoutId = await makePayout({ userId, amount: 1_000 });
  const twice = `INSERT INTO demo_withdrawals SELECT withdrawal_id FROM payouts WHERE id = ${payoutId}`;
  expect(await findingsAfter(twice)).toEqual(['6 entry #']);
  expect(await findingsAfter(`DELETE FROM payouts WHERE id = ${payoutId}`)).toEqual(['6 entry #']);
});

it('marks withdrawals without a payout that are older than the rule as those of the demo, once', async () => {
  const userId = await makeUser({ balance: 9_000 });
  await makePayout({ userId, amount: 1_000 });
  await withdraw({ userId, amount: 1_000 });
  const migration = readMigrations().find(({ tag }) => tag === '0017_money_both_ways');
  const last = migration?.steps.at(-1);
  if (last?.kind !== 'alone') throw new Error('the rows of before come last, by themselves');
  expect(await findingsAfter('DELETE FROM demo_withdrawals')).toContain('6 entry #');
  const again = `DELETE FROM demo_withdrawals; ${last.statement}; ${last.statement}`;
  expect(await findingsAfter(again)).toEqual([]);
});

it.each(["account_number = '9999-00-000001'", "holder = '남'", "bank = 'KB'"])(
  'finds a payout that was redirected, before it is sent and after: %s',
  async (change) => {
    const payoutId = await makePayout({ userId: await makeUser({ balance: 9_000 }), amount: 1_000 });
    const redirected = `UPDATE payouts SET ${change} WHERE id = ${payoutId}`;
    expect(await findingsAfter(redirected)).toEqual(['6 payout #']);
    await settlePayout(payoutId, { outcome: 'sent' });
    expect(await findingsAfter(redirected)).toEqual(['6 payout #']);
  },
);

it('finds entries that are booked on the wrong auction', async () => {
  const [{ id, second }, other] = await Promise.all([running(), makeAuction()]);
  const entry = `auction_id = ${id} AND wallet_id = ${walletOf(second)}`;
  const found = await findingsAfter(`UPDATE transactions SET auction_id = ${other.id} WHERE ${entry}`);
  expect(found).toEqual(['3 auction #, wallet #', '3 auction #, wallet #', '7 entry #']);
  // A lock and its refund together, so that the locked money of each auction still agrees.
  const { id: past, first } = await running();
  const pair = `auction_id = ${past} AND wallet_id = ${walletOf(first)}`;
  expect(await findingsAfter(`UPDATE transactions SET auction_id = ${other.id} WHERE ${pair}`)).toEqual([
    '7 entry #',
    '7 entry #',
  ]);
});

it('finds a lock or a refund that names no bid, or the bid of somebody else', async () => {
  const { id, first, second } = await running();
  const refund = `auction_id = ${id} AND type = 'BID_REFUND'`;
  expect(await findingsAfter(`UPDATE transactions SET bid_id = NULL WHERE ${refund}`)).toEqual(['7 entry #']);
  const others = `(SELECT id FROM bids WHERE auction_id = ${id} AND bidder_id = ${second})`;
  expect(await findingsAfter(`UPDATE transactions SET bid_id = ${others} WHERE ${refund}`)).toEqual([
    '7 entry #',
  ]);
  const lock = `auction_id = ${id} AND type = 'BID_LOCK' AND wallet_id = ${walletOf(first)}`;
  expect(await findingsAfter(`UPDATE transactions SET bid_id = NULL WHERE ${lock}`)).toEqual(['7 entry #']);
});

it('finds auctions that should have begun or ended an hour ago, and not those that are due just now', async () => {
  const { id } = await running();
  const { id: waiting } = await makeAuction({ startsIn: 60 });
  const ended = (ago: string) => `
    UPDATE auctions SET end_time = now() - interval '${ago}', original_end_time = now() - interval '${ago}', start_time = now() - interval '1 day' WHERE id = ${id};
    UPDATE bids SET created_at = now() - interval '2 hours' WHERE auction_id = ${id}`;
  expect(await findingsAfter(ended('61 minutes'))).toEqual(['8 auction #']);
  expect(await findingsAfter(ended('59 minutes'))).toEqual([]);
  const begun = (ago: string) =>
    `UPDATE auctions SET start_time = now() - interval '${ago}' WHERE id = ${waiting}`;
  expect(await findingsAfter(begun('61 minutes'))).toEqual(['8 auction #']);
  expect(await findingsAfter(begun('59 minutes'))).toEqual([]);
});

it('finds news of a national auction that was removed without being announced', async () => {
  const { id } = await makeAuction({ isNational: true });
  const told = (version = 3) => `UPDATE auctions SET version = ${version} WHERE id = ${id}`;
  const waits = (upTo = 3) => `INSERT INTO outbox (topic, payload, created_at)
    SELECT 'auction:${id}', jsonb_build_object('message', jsonb_build_object('version', v)), now()
    FROM generate_series(1, ${upTo}) AS v`;
  const announced = `SELECT discard_announced(ARRAY(SELECT id FROM outbox WHERE topic = 'auction:${id}'))`;
  expect(await findingsAfter(`${told()}; ${waits()}`)).toEqual([]);
  expect(await findingsAfter(`${told()}; ${waits()}; ${announced}`)).toEqual([]);
  expect(await findingsAfter(`${told()}; ${waits()}; DELETE FROM outbox`)).toEqual(['9 auction #']);
  const newest = `DELETE FROM outbox WHERE payload #>> '{message,version}' = '3'`;
  expect(await findingsAfter(`${told()}; ${waits()}; ${newest}; ${announced}`)).toEqual(['9 auction #']);
  // Older news that waits does not count, in whatever way its number is written.
  expect(await findingsAfter(`${told(10)}; ${waits(9)}`)).toEqual(['9 auction #']);
});

it('finds an end that moved back or past the limit of extensions, and one that moved without being counted', async () => {
  const { id } = await running();
  const moved = (change: string) =>
    findingsAfter(`ALTER TABLE auctions DROP CONSTRAINT auctions_extended;
      UPDATE auctions SET ${change} WHERE id = ${id}`);
  const late = (ms: number, extensions: number) =>
    moved(`extend_cap = 60, extensions = ${extensions},
      end_time = original_end_time + interval '${ms} ms'`);
  expect(await late(60_000, 2)).toEqual([]);
  expect(await late(60_001, 2)).toEqual(['8 auction #']);
  expect(await late(1, 0)).toEqual(['8 auction #']);
  expect(await moved('extensions = 1')).toEqual(['8 auction #']);
  expect(await moved("end_time = end_time - interval '1 ms'")).toEqual(['8 auction #']);
});

it('finds a record of attempts that has a gap, lost its last row, or was changed', async () => {
  const { id, first } = await defended();
  await placeBid({ auctionId: id, userId: first, amount: 20_000 });
  const attempt = (seq: number) => `auction_id = ${id} AND seq = ${seq}`;
  const changed = (seq: number, change: string) =>
    findingsAfter(`UPDATE attempts SET ${change} WHERE ${attempt(seq)}`);
  expect(await findingsAfter('SELECT 1')).toEqual([]);
  expect(await findingsAfter(`DELETE FROM attempts WHERE ${attempt(1)}`)).toEqual(['10 auction #']);
  // The one after it begins where nobody ended.
  expect(await findingsAfter(`DELETE FROM attempts WHERE ${attempt(2)}`)).toEqual([
    '10 auction #, attempt #',
    '10 auction #',
  ]);
  expect(await findingsAfter(`DELETE FROM attempts WHERE ${attempt(5)}`)).toEqual(['10 auction #']);
  expect(await findingsAfter(`DELETE FROM attempts WHERE auction_id = ${id}`)).toEqual(['10 auction #']);
  expect(await changed(5, "hash = repeat('0', 64)")).toEqual(['10 auction #']);
  expect(await findingsAfter(`UPDATE auctions SET version = version + 1 WHERE id = ${id}`)).toEqual([
    '10 auction #',
  ]);
  expect(await changed(5, 'price_after = price_after + 1000')).toEqual(['10 auction #, attempt #']);
  expect(await changed(5, 'code = NULL, price_after = 22000')).toEqual([]);
  expect(await changed(2, 'price_after = price_after + 1000')).toEqual(['10 auction #, attempt #']);
  expect(await changed(2, 'version_before = version_before - 1')).toEqual(['10 auction #, attempt #']);
});
