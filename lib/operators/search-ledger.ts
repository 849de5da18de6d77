import { and, eq, or, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { database } from '@/db/client';
import { auctions, transactions, users, wallets } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { type IdPosition, idPosition } from '@/lib/paging/by-id';
import { type Page, pageOf } from '@/lib/paging/page';
import type { Result } from '@/lib/result';
import { lineSchema } from '@/lib/text';
import {
  entryColumns,
  entryOrder,
  type LedgerEntry,
  ledgerFilterSchema,
  passesFilter,
} from '@/lib/wallet/transactions';
import { readAsOperator } from './operator';
import { sealedHoldsOf, type UnsealedFigures, withoutSealed } from './sealed-holds';

export const ledgerSearchSchema = ledgerFilterSchema.extend({
  /** A complete username, nickname or id. */
  user: lineSchema(100).optional(),
  auction: idSchema.optional(),
});
export type LedgerSearch = z.output<typeof ledgerSearchSchema>;

/** An entry of anybody's ledger, without the amounts that would tell the maximum of a leading automatic bid. */
export type FoundEntry = Omit<LedgerEntry, keyof UnsealedFigures> &
  UnsealedFigures & { user: { id: string; nickname: string } };

/**
 * Searches the ledgers of all people, newest first. Operators cannot write to a ledger.
 *
 * @param from, to  days of the Korean calendar, both included
 * @param after     the parsed `nextCursor` of the page before
 * @param limit     1 to 100
 */
export async function searchLedger(
  options: LedgerSearch & { operatorId: string; after?: IdPosition; limit: number },
): Promise<Result<Page<FoundEntry>, 'FORBIDDEN'>> {
  return readAsOperator(options.operatorId, () => selectEntries(options));
}

/** The same for callers that have checked the role. */
export async function selectEntries({
  user,
  auction,
  after,
  limit,
  ...filter
}: LedgerSearch & { after?: IdPosition; limit: number }): Promise<Page<FoundEntry>> {
  const rows = await database()
    .select({ ...entryColumns, user: { id: users.id, nickname: users.nickname } })
    .from(transactions)
    .innerJoin(wallets, eq(wallets.id, transactions.walletId))
    .innerJoin(users, eq(users.id, wallets.userId))
    .leftJoin(auctions, eq(auctions.id, transactions.auctionId))
    .where(
      and(
        user === undefined ? undefined : isUser(user),
        auction === undefined ? undefined : eq(transactions.auctionId, auction),
        passesFilter(filter),
        entryOrder.behind(after),
      ),
    )
    .orderBy(entryOrder.order)
    .limit(limit + 1);
  // Read after the entries: a hold that is not there any more has been beaten or its auction is over, so it is no secret.
  const sealed = await sealedHoldsOf(rows.map(({ user }) => user.id));
  return pageOf(rows, {
    limit,
    keys: idPosition,
    toItem: (entry) => {
      const unsealed = withoutSealed(
        entry,
        sealed.filter(({ userId }) => userId === entry.user.id),
      );
      // The word "maximum" would tell that the lock is above its bid.
      return unsealed.lockedDelta === null ? { ...unsealed, portion: null } : unsealed;
    },
  });
}

function isUser(name: string) {
  return or(
    sql`lower(${users.username}) = lower(${name})`,
    sql`lower(${users.nickname}) = lower(${name})`,
    idSchema.safeParse(name).success ? eq(users.id, name) : undefined,
  );
}
