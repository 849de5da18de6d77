import { expect, test } from 'vitest';
import { settlePayout } from '@/lib/payouts/settle-payout';
import { defended, findingsOf, running, sold, walletOf } from '@/test/books';
import { testDatabase } from '@/test/database';
import { makeAuction, makePayout, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { withdraw } from './withdraw';

/** One figure that is wrong by one, or one wrong name: one comparison of the audit has to find it, and no other. */

const db = testDatabase();
testRedis();

async function books() {
  const [lead, auto, past] = await Promise.all([running(), defended(), sold()]);
  const saver = await makeUser({ balance: 1_000 });
  for (const amount of [100, 200]) await withdraw({ userId: saver, amount });
  const payoutId = await makePayout({ userId: past.stranger, amount: 1_000 });
  await settlePayout(payoutId, { outcome: 'returned', code: 'CLOSED' });
  const [empty, without] = [await makeUser(), await makeAuction()];
  return { lead, auto, past, saver, payoutId, empty, without };
}

type Books = Awaited<ReturnType<typeof books>>;

/** The newest entry of a type in somebody's ledger. */
const entryOf = (userId: string, type: string) =>
  `(SELECT max(id) FROM transactions WHERE wallet_id = ${walletOf(userId)} AND type = '${type}')`;

const setEntry = (userId: string, type: string, change: string) =>
  `UPDATE transactions SET ${change} WHERE id = ${entryOf(userId, type)}`;

const setWallet = (userId: string, change: string) =>
  `UPDATE wallets SET ${change} WHERE user_id = ${userId}`;

const setAuction = (id: string, change: string) => `UPDATE auctions SET ${change} WHERE id = ${id}`;

/** The columns of a ledger entry in their order: type, both movements, and both balances after it. */
const addEntry = (userId: string, auctionId: string, type: string, figures: string) => `
  INSERT INTO transactions
    (wallet_id, auction_id, type, balance_delta, locked_delta, balance_after, locked_after, created_at)
  VALUES (${walletOf(userId)}, ${auctionId}, '${type}', ${figures}, now())`;

const setHold = (auctionId: string, change: string) =>
  `UPDATE holds SET ${change} WHERE auction_id = ${auctionId}`;

const addBid = (auctionId: string, bidder: string, version: string, at: string) => `
  INSERT INTO bids (auction_id, bidder_id, amount, version, created_at)
  SELECT id, ${bidder}, 11000, ${version}, ${at} FROM auctions WHERE id = ${auctionId}`;

const payThePrice = (userId: string, figures: string) => setEntry(userId, 'PAYMENT', figures);

test.each<[string, (books: Books) => string, string[]]>([
  [
    'an entry that moved a different amount than the balances say',
    ({ saver }) => setEntry(saver, 'WITHDRAWAL', 'balance_delta = balance_delta - 1'),
    ['1 wallet #', '1 entry #', '2 all wallets'],
  ],
  [
    'an entry that locked a different amount than the balances say',
    ({ lead }) =>
      `ALTER TABLE transactions DROP CONSTRAINT transactions_sign_pattern;
       ${setEntry(lead.second, 'BID_LOCK', 'locked_delta = locked_delta + 1')}`,
    ['1 wallet #', '1 entry #', '3 auction #, wallet #'],
  ],
  [
    'a last entry that leaves a different balance than the wallet has',
    ({ saver }) => setEntry(saver, 'WITHDRAWAL', 'balance_after = balance_after + 1'),
    ['1 wallet #', '1 entry #'],
  ],
  [
    'a last entry that leaves more locked than the wallet has',
    ({ lead }) => setEntry(lead.second, 'BID_LOCK', 'locked_after = locked_after + 1'),
    ['1 wallet #', '1 entry #'],
  ],
  [
    'a wallet that no entry ever moved, with money in it',
    ({ empty }) => setWallet(empty, 'balance = 5'),
    ['1 wallet #', '2 all wallets'],
  ],
  [
    'a ledger that begins with a balance',
    ({ saver }) => `
      UPDATE transactions SET balance_after = balance_after + 1 WHERE wallet_id = ${walletOf(saver)};
      ${setWallet(saver, 'balance = balance + 1')}`,
    ['1 wallet #', '1 entry #', '2 all wallets'],
  ],
  [
    'a ledger that begins with something locked',
    ({ lead }) =>
      `UPDATE transactions SET locked_after = locked_after + 1 WHERE wallet_id = ${walletOf(lead.second)}`,
    ['1 wallet #', '1 entry #'],
  ],
  [
    'a count of bids that do not exist',
    ({ lead }) => setAuction(lead.id, 'bid_count = bid_count + 1'),
    ['4 auction #'],
  ],
  [
    'a leader who is not the highest bidder',
    ({ past }) => setAuction(past.id, `leader_id = ${past.first}`),
    ['4 auction #'],
  ],
  [
    'a bid that the auction counts and that does not exist',
    ({ without, empty }) =>
      setAuction(
        without.id,
        `status = 'CANCELLED', ended_at = now(), leader_id = ${empty}, bid_count = 1, current_price = 10000`,
      ),
    ['4 auction #'],
  ],
  [
    'a bid at the very moment of the end',
    ({ lead }) => `
      ${setAuction(lead.id, "end_time = date_trunc('milliseconds', now()), original_end_time = date_trunc('milliseconds', now())")};
      ${addBid(lead.id, lead.first, '1', 'end_time')}`,
    ['4 bid #', '4 auction #', '10 auction #, attempt #'],
  ],
  [
    'a bid that is newer than its auction’s version',
    ({ lead }) => addBid(lead.id, lead.first, 'version + 1', 'now()'),
    ['4 bid #', '4 auction #'],
  ],
  [
    'a price paid in two parts',
    ({ past }) => `
      ${payThePrice(past.second, 'locked_delta = -11999, locked_after = 1')};
      ${addEntry(past.second, past.id, 'PAYMENT', '0, -1, 38000, 0')}`,
    ['5 auction #', '7 entry #', '7 entry #'],
  ],
  [
    'a price earned in two parts',
    ({ past }) => `
      ${setEntry(past.sellerId, 'EARNING', 'balance_delta = 11999, balance_after = 11999')};
      ${addEntry(past.sellerId, past.id, 'EARNING', '1, 0, 12000, 0')}`,
    ['5 auction #'],
  ],
  [
    'a price of which one won was not paid',
    ({ past }) => `
      ${payThePrice(past.second, 'locked_delta = -11999, locked_after = 1')};
      ${setWallet(past.second, 'locked_balance = 1')}`,
    ['2 all wallets', '3 auction #, wallet #', '3 wallet #', '5 auction #', '7 entry #'],
  ],
  [
    'a price paid out of free money, while the money that was locked for it stays locked',
    ({ past }) => `
      ${payThePrice(past.second, 'balance_delta = -12000, locked_delta = 0, balance_after = 26000, locked_after = 12000')};
      ${setWallet(past.second, 'balance = 26000, locked_balance = 12000')}`,
    ['3 auction #, wallet #', '3 wallet #'],
  ],
  [
    'a price of which one won was not earned',
    ({ past }) => `
      ${setEntry(past.sellerId, 'EARNING', 'balance_delta = 11999, balance_after = 11999')};
      ${setWallet(past.sellerId, 'balance = 11999')}`,
    ['2 all wallets', '5 auction #'],
  ],
  [
    'an earning from an auction that is still running',
    ({ lead }) => `
      ${addEntry(lead.sellerId, lead.id, 'EARNING', '1, 0, 1, 0')};
      ${setWallet(lead.sellerId, 'balance = 1')}`,
    ['2 all wallets', '5 auction #'],
  ],
  [
    'an order that names an entry of a different kind',
    ({ past }) => `
      INSERT INTO payment_orders (order_id, user_id, provider, amount, status, transaction_id)
      VALUES ('earned', ${past.sellerId}, 'DEMO', 12000, 'PAID', ${entryOf(past.sellerId, 'EARNING')})`,
    ['6 order #'],
  ],
  [
    'an order of somebody else',
    ({ saver, empty }) => `UPDATE payment_orders SET user_id = ${empty} WHERE user_id = ${saver}`,
    ['6 order #'],
  ],
  [
    'an order whose entry does not exist',
    ({ saver }) => `UPDATE payment_orders SET transaction_id = 0 WHERE user_id = ${saver}`,
    ['6 entry #', '6 order #'],
  ],
  [
    'a payout of a different amount than left and came back',
    ({ payoutId }) => `UPDATE payouts SET amount = amount + 1 WHERE id = ${payoutId}`,
    ['6 payout #', '6 payout #'],
  ],
  [
    'a bid whose money was taken from somebody else',
    ({ lead }) =>
      `UPDATE bids SET bidder_id = ${lead.stranger} WHERE auction_id = ${lead.id} AND bidder_id = ${lead.first}`,
    ['7 entry #', '7 entry #'],
  ],
  [
    'a bid of a larger amount than it locked',
    ({ lead }) =>
      `UPDATE bids SET amount = 10001 WHERE auction_id = ${lead.id} AND bidder_id = ${lead.first}`,
    ['7 entry #', '10 auction #, attempt #'],
  ],
  [
    'a payment that is not the price which was bid',
    ({ past }) =>
      `UPDATE bids SET amount = 11999 WHERE auction_id = ${past.id} AND bidder_id = ${past.second};
       ${setAuction(past.id, 'current_price = 11999')}`,
    ['7 entry #', '10 auction #, attempt #'],
  ],
  [
    'a payment out of locked money that names no bid',
    ({ past }) => payThePrice(past.second, 'bid_id = NULL'),
    ['7 entry #'],
  ],
  [
    'an entry of a different kind that names the bid of another auction',
    ({ lead, past }) =>
      setEntry(past.sellerId, 'EARNING', `bid_id = (SELECT max(id) FROM bids WHERE auction_id = ${lead.id})`),
    ['7 entry #'],
  ],
  [
    'a bid that locks its amount twice',
    ({ lead: { id, second } }) => `
      ${addEntry(second, id, 'BID_LOCK', '-12000, 12000, 26000, 24000')};
      ${setEntry(second, 'BID_LOCK', `bid_id = (SELECT max(id) FROM bids WHERE auction_id = ${id})`)};
      ${setWallet(second, 'balance = 26000, locked_balance = 24000')}`,
    ['3 auction #, wallet #', '3 wallet #', '7 entry #'],
  ],
  [
    'a hold of a different amount than the entries lock',
    ({ lead }) => setHold(lead.id, 'amount = amount + 1'),
    ['3 auction #, wallet #', '3 wallet #'],
  ],
  [
    'a hold of somebody else than the leader',
    ({ lead }) => setHold(lead.id, `user_id = ${lead.first}`),
    ['3 auction #, wallet #', '3 auction #, wallet #', '3 auction #', '3 wallet #', '3 wallet #'],
  ],
  [
    'a leader without a hold',
    ({ lead }) => `DELETE FROM holds WHERE auction_id = ${lead.id}`,
    ['3 auction #, wallet #', '3 auction #', '3 wallet #'],
  ],
  [
    'a hold that outlived its auction',
    ({ past }) => `
      INSERT INTO holds (auction_id, user_id, amount, since) VALUES (${past.id}, ${past.second}, 12000, now())`,
    ['3 auction #, wallet #', '3 auction #', '3 wallet #'],
  ],
  [
    'a part of a maximum that was refunded while its bid leads',
    ({ auto }) => `
      ${addEntry(auto.second, auto.id, 'BID_REFUND', '1000, -1000, 21000, 29000')};
      ${setEntry(auto.second, 'BID_REFUND', `bid_id = (SELECT max(id) FROM bids WHERE auction_id = ${auto.id})`)};
      ${setWallet(auto.second, 'balance = 21000, locked_balance = 29000')};
      ${setHold(auto.id, 'amount = 29000')}`,
    ['7 entry #'],
  ],
])('finds %s', async (_, fault, findings) => {
  expect(await findingsOf(db, fault(await books()))).toEqual(findings);
});

test.each<[string, (books: Books) => string]>([
  [
    'an entry whose time is later than those of the entries after it',
    ({ lead }) => setEntry(lead.second, 'DEPOSIT', "created_at = now() + interval '1 day'"),
  ],
  [
    'a bid in the millisecond in which its auction began',
    ({ lead }) =>
      setAuction(
        lead.id,
        `start_time = (SELECT min(created_at) FROM bids WHERE auction_id = ${lead.id}) + interval '500 microseconds'`,
      ),
  ],
])('accepts %s', async (_, change) => {
  expect(await findingsOf(db, change(await books()))).toEqual([]);
});
