import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { payouts } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import { idSchema } from '@/lib/id';
import { parseInput } from '@/lib/parse-input';
import { bringBack, finishSent, type LockedPayout, lockPayout } from '@/lib/payouts/settle-payout';
import { type Refusal, type Result, refuse } from '@/lib/result';
import { unlessHeld } from '@/lib/wallet/unless-held';
import { NO_REASON } from './act-names';
import { actAsOperator } from './operator';
import { reasonSchema, recordAct } from './operator-log';

type PayRefusal = 'FORBIDDEN' | 'NOT_FOUND' | 'ALREADY_TAKEN';

/**
 * Claims a payout before the money is sent at the bank: no other operator sends a claimed payout. An operator can take over
 * the claim of another by naming them.
 *
 * @param from  the operator who holds the claim, as the page showed it; null for nobody
 * @returns FORBIDDEN also for the operator's own payout; ALREADY_TAKEN if it is done, or somebody else claimed it meanwhile
 */
export async function claimPayout({
  operatorId,
  payoutId,
  from,
}: {
  operatorId: string;
  payoutId: string;
  from: string | null;
}): Promise<Result<object, PayRefusal>> {
  return withPayout<Result<object, 'ALREADY_TAKEN'>>({ operatorId, payoutId }, async (tx, payout) => {
    if (payout.claimedBy === operatorId) return { ok: true };
    if (payout.claimedBy !== from) return taken('takenByOther');
    await tx
      .update(payouts)
      .set({ claimedBy: operatorId, claimedAt: sql`clock_timestamp()` })
      .where(eq(payouts.id, payout.id));
    await record(tx, { operatorId, act: 'CLAIM_PAYOUT', payout, reason: NO_REASON, detail: { from } });
    return { ok: true };
  });
}

const outcomeSchema = z.object({ outcome: z.enum(['SENT', 'RETURNED']), reason: reasonSchema });

/**
 * Records the outcome of a payout that this operator has claimed: SENT, with the bank's reference as the reason; or
 * RETURNED, which puts the money back into the wallet, with a reason that its owner reads.
 *
 * @returns ALREADY_TAKEN if it is done, or not claimed by this operator; BUSY while another transaction holds the wallet
 */
export async function payPayout({
  operatorId,
  payoutId,
  payment,
}: {
  operatorId: string;
  payoutId: string;
  payment: unknown;
}): Promise<Result<object, PayRefusal | 'INVALID_INPUT' | 'BUSY'>> {
  const parsed = parseInput(outcomeSchema, payment);
  if (!parsed.ok) return parsed;
  const { outcome, reason } = parsed.input;
  return unlessHeld(() =>
    withPayout<Result<object, 'ALREADY_TAKEN'>>({ operatorId, payoutId }, async (tx, payout) => {
      if (payout.claimedBy !== operatorId) return taken('takenByOther');
      if (outcome === 'SENT') await finishSent(tx, payout);
      else await bringBack(tx, payout, { code: 'REFUSED_BY_OPERATOR', note: reason });
      const act = outcome === 'SENT' ? 'SEND_PAYOUT' : 'REFUSE_PAYOUT';
      await record(tx, { operatorId, act, payout, reason });
      return { ok: true };
    }),
  );
}

/** Runs `work` on an open payout of another person, under its lock. */
async function withPayout<R extends { ok: true } | Refusal>(
  { operatorId, payoutId }: { operatorId: string; payoutId: string },
  work: (tx: Transaction, payout: LockedPayout) => Promise<R>,
): Promise<R | Refusal<PayRefusal>> {
  const id = idSchema.safeParse(payoutId);
  if (!id.success) return refuse('NOT_FOUND');
  return actAsOperator<R | Refusal<PayRefusal>>(operatorId, async (tx) => {
    const payout = await lockPayout(tx, id.data);
    if (!payout) return refuse('NOT_FOUND');
    // Nobody pays themselves.
    if (payout.userId === operatorId) return refuse('FORBIDDEN');
    if (payout.status !== 'REQUESTED') return taken('alreadyDone');
    return work(tx, payout);
  });
}

function taken(why: 'alreadyDone' | 'takenByOther'): Refusal<'ALREADY_TAKEN'> {
  return { ok: false, code: 'ALREADY_TAKEN', fields: { payout: why } };
}

async function record(
  tx: Transaction,
  {
    payout,
    detail,
    ...act
  }: {
    operatorId: string;
    act: 'CLAIM_PAYOUT' | 'SEND_PAYOUT' | 'REFUSE_PAYOUT';
    payout: LockedPayout;
    reason: string;
    detail?: object;
  },
): Promise<void> {
  await recordAct(tx, {
    ...act,
    subjectType: 'payout',
    subjectId: payout.id,
    detail: { userId: payout.userId, amount: payout.amount.toFixed(), ...detail },
  });
}
