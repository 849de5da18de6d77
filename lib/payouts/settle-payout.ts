import { eq, sql } from 'drizzle-orm';
import { payouts } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import { log } from '@/lib/log';
import { type Money, toWire } from '@/lib/money';
import { notify } from '@/lib/notifications/notify';
import { lockWallet } from '@/lib/wallet/lock-wallets';
import { writeMovement } from '@/lib/wallet/movement';
import type { PayoutAnswer } from './sender';

export type PayoutStatus = 'REQUESTED' | 'SENT' | 'RETURNED';

export type LockedPayout = {
  id: string;
  userId: string;
  amount: Money;
  status: PayoutStatus;
  claimedBy: string | null;
};

/** After the outcome, nobody needs more of an account number than its owner needs to recognise it. */
const LAST_DIGITS = sql`right(${payouts.accountNumber}, 4)`;

/**
 * Writes the outcome of a payout. RETURNED and the DEPOSIT that brings the money back are one transaction under the
 * payout's lock, so any number of answers settle it once, and the first one counts.
 *
 * Locks the payout, then its owner's wallet.
 */
export async function settlePayout(id: string, answer: PayoutAnswer): Promise<void> {
  await withTransaction(async (tx) => {
    const payout = await lockPayout(tx, id);
    if (payout?.status !== 'REQUESTED') return;
    switch (answer.outcome) {
      case 'sent':
        return finishSent(tx, payout);
      case 'returned':
        return bringBack(tx, payout, { code: answer.code });
      case 'unknown':
        // It stays requested; the worker that took it has postponed its next attempt already.
        return log.warn({ payoutId: id, code: answer.code }, 'a payout is still open');
      default:
        return answer satisfies never;
    }
  });
}

export async function lockPayout(tx: Transaction, id: string): Promise<LockedPayout | undefined> {
  const [payout] = await tx
    .select({
      id: payouts.id,
      userId: payouts.userId,
      amount: payouts.amount,
      status: payouts.status,
      claimedBy: payouts.claimedBy,
    })
    .from(payouts)
    .where(eq(payouts.id, id))
    .for('no key update');
  return payout;
}

/** The money has left. For a payout that is locked and REQUESTED. */
export async function finishSent(tx: Transaction, payout: LockedPayout): Promise<void> {
  await finish(tx, payout, { status: 'SENT' });
}

/**
 * Puts the money of a payout back into its owner's wallet. For a payout that is locked and REQUESTED.
 *
 * @param note  the reason in words for its owner, when a person gives one
 */
export async function bringBack(
  tx: Transaction,
  payout: LockedPayout,
  { code, note }: { code: string; note?: string },
): Promise<void> {
  const { userId, amount } = payout;
  const wallet = await lockWallet(tx, userId);
  if (!wallet) throw new Error(`user ${userId} has no wallet`);
  const written = await writeMovement(tx, wallet, { type: 'DEPOSIT', amount, returns: true });
  if (!written.ok) throw new Error(`payout ${payout.id}: its money was not taken back: ${written.code}`);
  await finish(tx, payout, {
    status: 'RETURNED',
    returnId: written.transactionId,
    failureCode: code,
    note,
  });
}

/** Writes the outcome and tells the owner of it. */
async function finish(
  tx: Transaction,
  { id, userId, amount }: LockedPayout,
  outcome: { status: 'SENT' } | { status: 'RETURNED'; returnId: string; failureCode: string; note?: string },
): Promise<void> {
  await tx
    .update(payouts)
    .set({ ...outcome, accountNumber: LAST_DIGITS, updatedAt: sql`clock_timestamp()` })
    .where(eq(payouts.id, id));
  const kind = outcome.status === 'SENT' ? 'PAYOUT_SENT' : 'PAYOUT_RETURNED';
  const params = { title: '', amount: toWire(amount) };
  await notify(tx, [{ recipientId: userId, kind, params, link: '/wallet', auctionId: null }]);
}
