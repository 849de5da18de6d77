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

/** A sender that does not answer within this time is asked again later, which is safe: it tells payouts apart by id. */
const ANSWERED_WITHIN_MS = 60_000;

type DuePayout = { id: string; amount: Money; bank: string; accountNumber: string; holder: string };

/**
 * The sender of payouts; null when none is configured: then operators pay by hand. The demo sends nothing, so it must not
 * be used where real money comes in.
 */
function configuredSender(): PayoutSender | null {
  return env().PAYMENT_PROVIDER === 'demo' ? demoSender : null;
}

/** Whether payouts wait for an operator, because no sender is configured. */
export function isPaidByHand(): boolean {
  return configuredSender() === null;
}

/**
 * Sends the payouts that people asked for, and sends those again that got no clear answer: after a minute, two, four, …
 * up to every hour, until the outcome is known. For the worker; any number of copies may run.
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
 * A worker that takes a payout postpones its next attempt, so that no other sends it at the same time. Payouts that operators
 * pay are left to them, even when a worker was started with the demo's settings by mistake. A payout whose account was
 * changed since it was asked for is left to the audit.
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
