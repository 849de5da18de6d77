import { eq, sql } from 'drizzle-orm';
import { trades } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import { mayOperateSql } from '@/lib/accounts/may-operate';
import { type LockedWallet, lockWallets, WALLET_WAIT_MS, WalletHeldError } from '@/lib/wallet/lock-wallets';
import { tradeFromRow } from './stored-trade';
import type { Trade } from './trade';

/** Everything that a command reads under its locks, before the first write. */
export type LockedTrade = {
  trade: Trade;
  /** The wallets of the two and of the sender, by user. */
  wallets: Map<string, LockedWallet>;
  title: string;
  /** The bid that the price comes from; null for a sale at the buy-now price, or at the price of a second chance. */
  bidId: string | null;
  /** Whether the sender may act as an operator now. */
  isOperator: boolean;
  now: Date;
};

/**
 * Locks the auction of a trade, then the wallets of the two and of the sender in ascending id, then the trade, and reads the
 * clock and all that is needed to decide: the order of the bidding desk, with the trade behind it.
 *
 * @returns null when there is no such trade
 * @throws an error with SQLSTATE 55P03 when one of the rows is held; see `unlessHeld`
 */
export async function lockTrade(
  tx: Transaction,
  tradeId: string,
  senderId: string | null,
): Promise<LockedTrade | null> {
  const people = await lockAuctionOf(tx, tradeId);
  if (!people) return null;
  const userIds = [...new Set([...people, ...(senderId === null ? [] : [senderId])])];
  const { wallets, held } = await lockWallets(tx, { userIds, mayWait: true });
  if (held.size > 0) throw new WalletHeldError(`the wallets of users ${[...held].join(', ')} are held`);
  const [row] = await tx.select().from(trades).where(eq(trades.id, tradeId)).for('no key update');
  if (!row) throw new Error(`trade ${tradeId} has gone`);
  const trade = tradeFromRow(row);
  return { trade, wallets, ...(await readFacts(tx, trade, senderId)) };
}

/** The two of a trade never change, so they can be read with the lock of the auction. */
async function lockAuctionOf(tx: Transaction, tradeId: string): Promise<[string, string] | null> {
  await tx.execute(sql`SELECT set_config('lock_timeout', ${`${WALLET_WAIT_MS}ms`}, true)`);
  const { rows } = await tx.execute<{ buyer_id: string; seller_id: string }>(sql`
    SELECT t.buyer_id, t.seller_id FROM trades t JOIN auctions a ON a.id = t.auction_id
    WHERE t.id = ${tradeId} FOR NO KEY UPDATE OF a`);
  return rows[0] ? [rows[0].buyer_id, rows[0].seller_id] : null;
}

type FactsRow = { title: string; bid_id: string | null; is_operator: boolean; now: string };

async function readFacts(
  tx: Transaction,
  { auctionId, buyerId, price }: Trade,
  senderId: string | null,
): Promise<Pick<LockedTrade, 'title' | 'bidId' | 'isOperator' | 'now'>> {
  const { rows } = await tx.execute<FactsRow>(sql`
    SELECT title, clock_timestamp() AS now,
      (SELECT id FROM bids WHERE auction_id = ${auctionId} AND bidder_id = ${buyerId}
        AND amount = ${price.toFixed()} AND excluded_by IS NULL) AS bid_id,
      EXISTS (SELECT FROM users WHERE id = ${senderId}::bigint AND ${mayOperateSql}) AS is_operator
    FROM auctions WHERE id = ${auctionId}`);
  const [row] = rows;
  if (!row) throw new Error(`auction ${auctionId} has gone`);
  return { title: row.title, bidId: row.bid_id, isOperator: row.is_operator, now: new Date(row.now) };
}
