import { inArray, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { payouts } from '@/db/schema';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import type { Money } from '@/lib/money';
import { within } from '@/lib/retrying/within';
import { payoutAccountSchema } from './input';
import { demoSender, type PayoutSender } from './sender';
import { settlePayout } from './settle-payout';

/** Payouts taken in one round; more are taken in the next, at once. */
const BATCH = 20;

/** A sender that does not answer by then is asked again later: it keeps to the payout's id. */
const ANSWERED_WITHIN_MS = 60_000;

type DuePayout = { id: string; amount: Money; bank: string; accountNumber: string; holder: string };

/**
 * Who sends money out; null where nobody is configured: then operators pay by hand. The demo sends nothing, so it must
 * not stand in where real money comes in.
 */
function configuredSender(): PayoutSender | null {
  return env().PAYMENT_PROVIDER === 'demo' ? demoSender : null;
}

/** Whether payouts wait for an operator, because nothing here sends them. */
export function isPaidByHand(): boolean {
  return configuredSender() === null;
}

/**
 * Sends what people asked for, and asks again about what got no clear answer: after a minute, two, four, … up to every
 * hour, until it is known. For the worker; any number of copies may run.
 *
 * @returns whether more may be due at once
 */
export async function processPayouts(
  sender: PayoutSender | null = configuredSender(),
  { answeredWithinMs = ANSWERED_WITHIN_MS } = {},
): Promise<'done' | 'more waits'> {
  if (!sender) return 'done';
  const due = await takeDue();
  await Promise.all(due.map((payout) => process(payout, { sender, answeredWithinMs })));
  return due.length === BATCH ? 'more waits' : 'done';
}

/**
 * Whoever takes a payout puts its next attempt off, so that two workers do not send the same at once. What operators
 * pay is theirs, also when a worker was started with settings of the demo by mistake. One whose account is no longer
 * the one that was asked for stays for the audit.
 */
async function takeDue(): Promise<DuePayout[]> {
  return database()
    .update(payouts)
    .set({
      attempts: sql`${payouts.attempts} + 1`,
      nextAttemptAt: sql`clock_timestamp() + interval '1 minute' * least(60, 2 ^ least(${payouts.attempts}, 6))`,
    })
    .where(
      inArray(
        payouts.id,
        sql`(SELECT id FROM payouts WHERE status = 'REQUESTED' AND NOT by_hand AND claimed_by IS NULL
          AND account_seal = payout_seal(id, bank, account_number, holder)
          AND next_attempt_at <= clock_timestamp() ORDER BY next_attempt_at LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED)`,
      ),
    )
    .returning({
      id: payouts.id,
      amount: payouts.amount,
      bank: payouts.bank,
      accountNumber: payouts.accountNumber,
      holder: payouts.holder,
    });
}

async function process(
  { id, amount, ...stored }: DuePayout,
  { sender, answeredWithinMs }: { sender: PayoutSender; answeredWithinMs: number },
): Promise<void> {
  try {
    const account = payoutAccountSchema.parse(stored);
    await settlePayout(id, await within(answeredWithinMs, sender.send({ ...account, id, amount })));
  } catch (error) {
    log.error({ error, payoutId: id }, 'a payout could not be settled; it is tried again');
  }
}
