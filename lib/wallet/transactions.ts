import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { auctions, transactions, wallets } from '@/db/schema';
import type { Money } from '@/lib/money';
import { byId, type IdPosition, idPosition, idPositionSchema } from '@/lib/paging/by-id';
import { EXPORT_PAGE, everyItem } from '@/lib/paging/every-item';
import { type Page, pageOf } from '@/lib/paging/page';

export const ledgerTypeSchema = z.enum([
  'DEPOSIT',
  'BID_LOCK',
  'BID_REFUND',
  'PAYMENT',
  'EARNING',
  'WITHDRAWAL',
]);
export type LedgerType = z.infer<typeof ledgerTypeSchema>;

/** A day of the Korean calendar: "2026-11-20". */
const daySchema = z.iso.date().startsWith('20');

/** The part of a ledger that somebody asks for; both days are included. */
export const ledgerFilterSchema = z.object({
  type: ledgerTypeSchema.optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
});
export type LedgerFilter = z.output<typeof ledgerFilterSchema>;

export type LedgerEntry = {
  id: string;
  type: LedgerType;
  balanceDelta: Money;
  lockedDelta: Money;
  balanceAfter: Money;
  lockedAfter: Money;
  auctionId: string | null;
  /** Null without an auction, and for an item that an operator has removed, except in its seller's ledger. */
  auctionTitle: string | null;
  /** A fact that the type does not say, see `EntryDescription`. */
  description: string | null;
  /**
   * For a lock or a refund: `maximum` if it is more than the bid, since an automatic bid locks all that it may go up to,
   * `rest` if it is the part of a winner's maximum that the price did not need.
   */
  portion: 'maximum' | 'rest' | null;
  createdAt: Date;
};

/** The entry before this one in the same wallet pays for the auction out of locked money. */
const followsThePayment = sql`(SELECT p.type = 'PAYMENT' AND p.locked_delta < 0 AND p.auction_id = ${transactions.auctionId}
  FROM transactions p WHERE p.wallet_id = ${transactions.walletId} AND p.id < ${transactions.id}
  ORDER BY p.id DESC LIMIT 1)`;

const portion = sql<LedgerEntry['portion']>`CASE
  WHEN ${transactions.type} NOT IN ('BID_LOCK', 'BID_REFUND') THEN NULL
  WHEN ${transactions.type} = 'BID_REFUND' AND ${followsThePayment} THEN 'rest'
  WHEN abs(${transactions.lockedDelta}) > (SELECT b.amount FROM bids b WHERE b.id = ${transactions.bidId}) THEN 'maximum' END`;

/** The columns of an entry; its auction is joined if there is one. */
export const entryColumns = {
  id: transactions.id,
  type: transactions.type,
  balanceDelta: transactions.balanceDelta,
  lockedDelta: transactions.lockedDelta,
  balanceAfter: transactions.balanceAfter,
  lockedAfter: transactions.lockedAfter,
  auctionId: transactions.auctionId,
  auctionTitle: auctions.title,
  description: transactions.description,
  portion,
  createdAt: transactions.createdAt,
};

const visibleTitle = sql<
  string | null
>`CASE WHEN ${auctions.removedBy} IS NULL OR ${auctions.sellerId} = ${wallets.userId} THEN ${auctions.title} END`;

/** Entries are ordered by their ids, in which each leads on from the one before; their times may be equal. */
export const entryOrder = byId({ id: transactions.id, first: 'newest' });

/** Condition for the entries that a filter lets through. */
export function passesFilter({ type, from, to }: LedgerFilter) {
  return and(
    type && eq(transactions.type, type),
    from === undefined
      ? undefined
      : sql`${transactions.createdAt} >= ${from}::timestamp AT TIME ZONE 'Asia/Seoul'`,
    to === undefined
      ? undefined
      : sql`${transactions.createdAt} < (${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Seoul'`,
  );
}

/**
 * A wallet's ledger, newest first, paged by position, so that new entries do not shift the pages.
 *
 * @param from, to  days of the Korean calendar, both included
 * @param after     the parsed `nextCursor` of the page before
 */
export async function listTransactions(
  options: LedgerFilter & { userId: string; after?: IdPosition; limit: number },
): Promise<Page<LedgerEntry>> {
  const { userId, after, limit } = options;
  const rows = await database()
    .select({ ...entryColumns, auctionTitle: visibleTitle })
    .from(transactions)
    .innerJoin(wallets, eq(wallets.id, transactions.walletId))
    .leftJoin(auctions, eq(auctions.id, transactions.auctionId))
    .where(and(eq(wallets.userId, userId), passesFilter(options), entryOrder.behind(after)))
    .orderBy(entryOrder.order)
    .limit(limit + 1);
  return pageOf(rows, { limit, keys: idPosition, toItem: (entry) => entry });
}

/** A wallet's whole ledger, newest first, see `everyItem`. */
export function ledgerEntries(
  options: LedgerFilter & { userId: string },
  pageSize = EXPORT_PAGE,
): AsyncGenerator<LedgerEntry> {
  return everyItem(idPositionSchema, (after) => listTransactions({ ...options, after, limit: pageSize }));
}

/**
 * Whether the entries of a wallet add up to its balances, computed from the entries alone.
 */
export async function entriesAddUp(userId: string): Promise<boolean> {
  const result = await database().execute<{ agrees: boolean }>(sql`
    SELECT w.balance = coalesce(sum(t.balance_delta), 0)
       AND w.locked_balance = coalesce(sum(t.locked_delta), 0) AS agrees
    FROM wallets w LEFT JOIN transactions t ON t.wallet_id = w.id
    WHERE w.user_id = ${userId}
    GROUP BY w.id`);
  return result.rows[0]?.agrees ?? false;
}
