import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { auctions, transactions, wallets } from '@/db/schema';
import { idSchema } from '@/lib/id';
import type { Money } from '@/lib/money';
import { cursorSchema, encodeCursor } from '@/lib/paging/cursor';

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
  auctionTitle: string | null;
  /** A fact that the type does not say, see `EntryDescription`. */
  description: string | null;
  createdAt: Date;
};

/** For the `cursor` of a request: the id of the last entry of the page before. */
export const ledgerCursorSchema = cursorSchema(z.tuple([idSchema]));
export type LedgerPosition = z.output<typeof ledgerCursorSchema>;

/**
 * A wallet's ledger, newest first, paged by position so that new entries do not shift the pages. The order is that of
 * the ids, in which each entry leads on from the one before; times are read by clocks of different precision.
 *
 * @param after  the parsed `nextCursor` of the page before
 * @param from, to  days of the Korean calendar, both included
 */
export async function listTransactions(
  options: LedgerFilter & { userId: string; after?: LedgerPosition; limit: number },
): Promise<{ items: LedgerEntry[]; nextCursor: string | null }> {
  const { userId, type, from, to, after, limit } = options;
  const rows = await database()
    .select({
      id: transactions.id,
      type: transactions.type,
      balanceDelta: transactions.balanceDelta,
      lockedDelta: transactions.lockedDelta,
      balanceAfter: transactions.balanceAfter,
      lockedAfter: transactions.lockedAfter,
      auctionId: transactions.auctionId,
      auctionTitle: auctions.title,
      description: transactions.description,
      createdAt: transactions.createdAt,
    })
    .from(transactions)
    .innerJoin(wallets, eq(wallets.id, transactions.walletId))
    .leftJoin(auctions, eq(auctions.id, transactions.auctionId))
    .where(
      and(
        eq(wallets.userId, userId),
        type && eq(transactions.type, type),
        from === undefined
          ? undefined
          : sql`${transactions.createdAt} >= ${from}::timestamp AT TIME ZONE 'Asia/Seoul'`,
        to === undefined
          ? undefined
          : sql`${transactions.createdAt} < (${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Seoul'`,
        after && lt(transactions.id, after[0]),
      ),
    )
    .orderBy(desc(transactions.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.id]) : null };
}

/** Rows that an export takes from the database at a time. */
const EXPORT_PAGE = 500;

/**
 * A wallet's whole ledger, newest first, fetched page by page while the reader goes on. Entries that are written
 * meanwhile are not in it.
 */
export async function* ledgerEntries(
  options: LedgerFilter & { userId: string },
  pageSize = EXPORT_PAGE,
): AsyncGenerator<LedgerEntry> {
  let after: LedgerPosition | undefined;
  do {
    const page = await listTransactions({ ...options, after, limit: pageSize });
    yield* page.items;
    after = page.nextCursor === null ? undefined : ledgerCursorSchema.parse(page.nextCursor);
  } while (after);
}

/**
 * Whether a wallet's entries add up to what it says it holds, computed from the entries alone.
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
