import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { payouts } from '@/db/schema';
import type { Money } from '@/lib/money';
import { byTime, type TimePosition, timePosition } from '@/lib/paging/by-time';
import { type Page, pageOf } from '@/lib/paging/page';
import { type Bank, bankNamed } from './banks';
import type { PayoutStatus } from './settle-payout';

/** A payout as its owner sees it. */
export type Payout = {
  id: string;
  amount: Money;
  status: PayoutStatus;
  bank: Bank | undefined;
  /** The last four digits of the account's number; only the bank is told the others. */
  lastDigits: string;
  holder: string;
  /** Whether an operator sends it, rather than a bank that is asked at once. */
  byHand: boolean;
  /** The words of an operator who sent the money back to the wallet. */
  note: string | null;
  createdAt: Date;
  /** When the status last changed. */
  updatedAt: Date;
};

const { at, order, behind } = byTime({ time: payouts.createdAt, id: payouts.id, first: 'newest' });

/** The payouts of a person, newest first, paged by position. */
export async function listPayouts(options: {
  userId: string;
  after?: TimePosition;
  limit: number;
}): Promise<Page<Payout>> {
  const rows = await database()
    .select({
      id: payouts.id,
      amount: payouts.amount,
      status: payouts.status,
      bank: payouts.bank,
      accountNumber: payouts.accountNumber,
      holder: payouts.holder,
      byHand: payouts.byHand,
      note: payouts.note,
      createdAt: payouts.createdAt,
      updatedAt: payouts.updatedAt,
      at,
    })
    .from(payouts)
    .where(and(eq(payouts.userId, options.userId), behind(options.after)))
    .orderBy(order)
    .limit(options.limit + 1);
  return pageOf(rows, {
    limit: options.limit,
    keys: timePosition,
    toItem: ({ at: _, bank, accountNumber, ...payout }) => ({
      ...payout,
      bank: bankNamed(bank),
      lastDigits: accountNumber.slice(-4),
    }),
  });
}
