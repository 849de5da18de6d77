import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { database } from '@/db/client';
import { auctions, transactions, users, wallets } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { type IdPage, pageById } from '@/lib/paging/by-id';
import type { Result } from '@/lib/result';
import { lineSchema } from '@/lib/text';
import { type LedgerEntry, ledgerFilterSchema } from '@/lib/wallet/transactions';
import { readAsOperator } from './operator';

export const ledgerSearchSchema = ledgerFilterSchema.extend({
  /** A whole username, nickname or id. */
  user: lineSchema(100).optional(),
  auction: idSchema.optional(),
});
export type LedgerSearch = z.output<typeof ledgerSearchSchema>;

/** An entry of anybody's ledger. */
export type FoundEntry = LedgerEntry & { user: { id: string; nickname: string } };

/**
 * Looks through everybody's ledgers, newest first. There is nothing at the desk that writes to them.
 *
 * @param from, to  days of the Korean calendar, both included
 * @param before    `nextCursor` of the page before
 * @param limit     1 to 100
 */
export async function searchLedger(
  options: LedgerSearch & { operatorId: string; before?: string; limit: number },
): Promise<Result<IdPage<FoundEntry>, 'FORBIDDEN'>> {
  return readAsOperator(options.operatorId, () => findEntries(options));
}

/** The same for callers that have asked for the role already. */
export async function findEntries({
  user,
  auction,
  type,
  from,
  to,
  before,
  limit,
}: LedgerSearch & { before?: string; limit: number }): Promise<IdPage<FoundEntry>> {
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
      user: { id: users.id, nickname: users.nickname },
    })
    .from(transactions)
    .innerJoin(wallets, eq(wallets.id, transactions.walletId))
    .innerJoin(users, eq(users.id, wallets.userId))
    .leftJoin(auctions, eq(auctions.id, transactions.auctionId))
    .where(
      and(
        user === undefined ? undefined : isUser(user),
        auction === undefined ? undefined : eq(transactions.auctionId, auction),
        type && eq(transactions.type, type),
        from === undefined
          ? undefined
          : sql`${transactions.createdAt} >= ${from}::timestamp AT TIME ZONE 'Asia/Seoul'`,
        to === undefined
          ? undefined
          : sql`${transactions.createdAt} < (${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Seoul'`,
        before === undefined ? undefined : lt(transactions.id, before),
      ),
    )
    .orderBy(desc(transactions.id))
    .limit(limit + 1);
  return pageById<FoundEntry>(rows, limit);
}

function isUser(name: string) {
  return or(
    sql`lower(${users.username}) = lower(${name})`,
    sql`lower(${users.nickname}) = lower(${name})`,
    idSchema.safeParse(name).success ? eq(users.id, name) : undefined,
  );
}
