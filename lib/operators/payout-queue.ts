import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { database } from '@/db/client';
import { payouts, users } from '@/db/schema';
import { idSchema } from '@/lib/id';
import type { Money } from '@/lib/money';
import { byId, type IdPosition, idPosition } from '@/lib/paging/by-id';
import { type Page, pageOf } from '@/lib/paging/page';
import { type Bank, bankNamed } from '@/lib/payouts/banks';
import type { PayoutStatus } from '@/lib/payouts/settle-payout';
import type { Result } from '@/lib/result';
import { readAsOperator } from './operator';

export const PAYOUT_STATES = ['REQUESTED', 'SENT', 'RETURNED'] as const satisfies readonly PayoutStatus[];

export const payoutFilterSchema = z.object({
  status: z.enum(PAYOUT_STATES).default('REQUESTED'),
  user: idSchema.optional(),
});
export type PayoutFilter = z.output<typeof payoutFilterSchema>;

/** A payout as an operator sees it. */
export type FoundPayout = {
  id: string;
  user: { id: string; nickname: string; suspended: boolean };
  amount: Money;
  status: PayoutStatus;
  bank: Bank | undefined;
  holder: string;
  /** Complete for the operator who has claimed the open payout; else the last four digits. */
  accountNumber: string;
  byHand: boolean;
  /** The operator who pays it, or paid it, by hand. */
  claimedBy: { id: string; nickname: string } | null;
  note: string | null;
  createdAt: Date;
  updatedAt: Date;
};

const claimers = alias(users, 'claimers');

/**
 * Payouts in one state: waiting ones with the oldest first, settled ones with the newest first.
 *
 * @param after  the parsed `nextCursor` of the page before
 * @param limit  1 to 100
 */
export async function listPayoutQueue(
  options: PayoutFilter & { operatorId: string; after?: IdPosition; limit: number },
): Promise<Result<Page<FoundPayout>, 'FORBIDDEN'>> {
  return readAsOperator(options.operatorId, () => selectPayouts(options));
}

async function selectPayouts({
  operatorId,
  status,
  user,
  after,
  limit,
}: PayoutFilter & { operatorId: string; after?: IdPosition; limit: number }): Promise<Page<FoundPayout>> {
  const { order, behind } = byId({ id: payouts.id, first: status === 'REQUESTED' ? 'oldest' : 'newest' });
  const mine = sql`${payouts.status} = 'REQUESTED' AND ${payouts.claimedBy} = ${operatorId}`;
  const rows = await database()
    .select({
      id: payouts.id,
      user: {
        id: users.id,
        nickname: users.nickname,
        suspended: sql<boolean>`${users.suspendedAt} IS NOT NULL`,
      },
      amount: payouts.amount,
      status: payouts.status,
      bank: payouts.bank,
      holder: payouts.holder,
      accountNumber: sql<string>`CASE WHEN ${mine} THEN ${payouts.accountNumber}
        ELSE right(${payouts.accountNumber}, 4) END`,
      claimedBy: { id: claimers.id, nickname: claimers.nickname },
      byHand: payouts.byHand,
      note: payouts.note,
      createdAt: payouts.createdAt,
      updatedAt: payouts.updatedAt,
    })
    .from(payouts)
    .innerJoin(users, eq(users.id, payouts.userId))
    .leftJoin(claimers, eq(claimers.id, payouts.claimedBy))
    .where(
      and(
        eq(payouts.status, status),
        user === undefined ? undefined : eq(payouts.userId, user),
        behind(after),
      ),
    )
    .orderBy(order)
    .limit(limit + 1);
  return pageOf(rows, {
    limit,
    keys: idPosition,
    toItem: (row) => ({ ...row, bank: bankNamed(row.bank) }),
  });
}
