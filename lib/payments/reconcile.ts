import { inArray, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { paymentOrders } from '@/db/schema';
import { log } from '@/lib/log';
import type { Money } from '@/lib/money';
import { type ProviderName, providerNamed } from './configured';
import { openStatusesSql } from './orders';
import type { PaymentProvider } from './provider';
import { LEASE_SECONDS } from './rules';
import { settleOrder } from './settle-order';
import { takePayment } from './take-payment';

/** Orders taken in one round; more are taken in the next, at once. */
const BATCH = 20;

type DueOrder = { orderId: string; provider: ProviderName; amount: Money; paymentKey: string | null };

/**
 * Finds out what became of payments whose answer was lost, also of those whose process died on the way: asks the
 * provider again, after 2 seconds, 4, 8, … up to every ten minutes, until it is known. For the worker; any number of
 * copies may run.
 *
 * A payment that turns out not to have been confirmed is confirmed now, under the same idempotency key: its owner
 * agreed to it and waits for the money.
 *
 * @param providerOf  null for a provider that is not configured: its orders wait
 * @returns whether more may be due at once
 */
export async function reconcilePayments(
  providerOf: (name: ProviderName) => PaymentProvider | null = providerNamed,
): Promise<'done' | 'more waits'> {
  const due = await takeDue();
  await Promise.all(due.map((order) => resolve(order, providerOf(order.provider))));
  return due.length === BATCH ? 'more waits' : 'done';
}

/** Whoever takes an order puts its next check off, so that two workers do not ask the same. */
async function takeDue(): Promise<DueOrder[]> {
  return database()
    .update(paymentOrders)
    .set({
      attempts: sql`${paymentOrders.attempts} + 1`,
      nextCheckAt: sql`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`,
    })
    .where(
      inArray(
        paymentOrders.id,
        sql`(SELECT id FROM payment_orders
          WHERE status IN ${openStatusesSql} AND next_check_at <= clock_timestamp()
          ORDER BY next_check_at LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED)`,
      ),
    )
    .returning({
      orderId: paymentOrders.orderId,
      provider: paymentOrders.provider,
      amount: paymentOrders.amount,
      paymentKey: paymentOrders.paymentKey,
    });
}

async function resolve(order: DueOrder, provider: PaymentProvider | null): Promise<void> {
  const { orderId, amount, paymentKey } = order;
  if (!provider) {
    log.warn(
      { orderId, provider: order.provider },
      'an open payment waits for its provider to be configured',
    );
    return;
  }
  try {
    const answer = await provider.lookUp(order);
    if (answer.outcome === 'waiting' && paymentKey !== null) {
      await takePayment({ orderId, amount, paymentKey }, provider);
    } else {
      await settleOrder(orderId, answer, provider);
    }
  } catch (error) {
    log.error({ error, orderId }, 'a payment could not be settled; it is tried again');
  }
}
