import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { paymentOrders } from '@/db/schema';
import { log } from '@/lib/log';
import type { Money } from '@/lib/money';
import {
  LEASE_SECONDS,
  LONGEST_WAIT_SECONDS,
  secondsUntilRecheck,
  secondsUntilUnansweredRecheck,
} from './check-times';
import { comparePayments } from './compare';
import { type ProviderName, providerNamed } from './configured';
import { openStatusesSql } from './orders';
import type { PaymentProvider } from './provider';
import { isOpen, type OrderStatus } from './rules';
import { settleOrder } from './settle-order';
import { takePaymentAgain } from './take-payment';

/** Orders taken in one round; more are taken in the next, at once. */
const BATCH = 20;

type DueOrder = {
  orderId: string;
  provider: ProviderName;
  status: OrderStatus;
  amount: Money;
  paymentKey: string | null;
  attempts: number;
  rechecks: number;
};

/**
 * Finds out the outcome of payments whose answer was lost or whose process died: asks the provider again after 2 seconds,
 * 4, 8, … up to every ten minutes, until the outcome is known. Orders that failed are checked again for some days. When
 * neither is due, the provider's own list is compared with ours, a page at a time. For the worker; any number of copies may
 * run.
 *
 * A payment that turns out not to have been confirmed is confirmed now: its owner agreed to it and waits for the
 * money.
 *
 * @param providerOf  null for a provider that is not configured: its orders wait
 * @returns whether more may be due at once
 */
export async function reconcilePayments(
  providerOf: (name: ProviderName) => PaymentProvider | null = providerNamed,
): Promise<'done' | 'more waits'> {
  const open = await takeDue(sql`status IN ${openStatusesSql}`);
  // Somebody waits for open orders; failed ones get the rest of the round.
  const failed =
    open.length < BATCH ? await takeDue(sql`status = 'FAILED' AND next_check_at IS NOT NULL`) : [];
  const due = [...open, ...failed];
  await Promise.all(due.map((order) => resolve(order, providerOf(order.provider))));
  if (open.length === BATCH || failed.length === BATCH) return 'more waits';
  const toss = providerOf('TOSS');
  return toss ? comparePayments(toss) : 'done';
}

/**
 * A worker that takes an order postpones its next check, so that no other worker asks the same: for as long as its turn may
 * take, and longer each time, so that an order whose check fails unexpectedly does not come back at once.
 */
async function takeDue(which: SQL): Promise<DueOrder[]> {
  const wait = sql`least(${LONGEST_WAIT_SECONDS}, 2 ^ (least(${paymentOrders.attempts}, 20) + 1))`;
  return database()
    .update(paymentOrders)
    .set({
      attempts: sql`${paymentOrders.attempts} + 1`,
      nextCheckAt: sql`clock_timestamp() + make_interval(secs => greatest(${LEASE_SECONDS}, ${wait}))`,
    })
    .where(
      inArray(
        paymentOrders.id,
        sql`(SELECT id FROM payment_orders
          WHERE ${which} AND next_check_at <= clock_timestamp()
          ORDER BY next_check_at LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED)`,
      ),
    )
    .returning({
      orderId: paymentOrders.orderId,
      provider: paymentOrders.provider,
      status: paymentOrders.status,
      amount: paymentOrders.amount,
      paymentKey: paymentOrders.paymentKey,
      attempts: paymentOrders.attempts,
      rechecks: paymentOrders.rechecks,
    });
}

async function resolve(order: DueOrder, provider: PaymentProvider | null): Promise<void> {
  const { orderId } = order;
  if (!provider) {
    log.warn({ orderId, provider: order.provider }, 'a payment waits for its provider to be configured');
    return;
  }
  try {
    await (isOpen(order.status) ? resolveOpen(order, provider) : lookAgain(order, provider));
  } catch (error) {
    log.error({ error, orderId }, 'a payment could not be settled; it is tried again');
  }
}

async function resolveOpen(order: DueOrder, provider: PaymentProvider): Promise<void> {
  const { orderId, amount, paymentKey } = order;
  const answer = await provider.lookUp(order);
  // The money of another order's payment must not be taken for this one, whatever a browser claimed.
  if (answer.outcome === 'waiting' && answer.orderId === orderId && paymentKey !== null) {
    await takePaymentAgain({ orderId, amount, paymentKey }, provider);
  } else {
    await settleOrder(orderId, { call: 'lookUp', answer }, provider);
  }
}

/** Asks whether the money of a failed order was taken after all, and schedules the next check. */
async function lookAgain(order: DueOrder, provider: PaymentProvider): Promise<void> {
  const { orderId, attempts } = order;
  const answer = await provider.lookUp(order);
  const settled = await settleOrder(orderId, { call: 'lookUp', answer }, provider);
  if (settled.status !== 'FAILED') return;
  const rechecks = order.rechecks + (answer.outcome === 'unknown' ? 0 : 1);
  const seconds =
    answer.outcome === 'unknown' ? secondsUntilUnansweredRecheck(attempts) : secondsUntilRecheck(rechecks);
  await database()
    .update(paymentOrders)
    .set({
      rechecks,
      nextCheckAt: seconds === null ? null : sql`clock_timestamp() + make_interval(secs => ${seconds})`,
    })
    .where(and(eq(paymentOrders.orderId, orderId), eq(paymentOrders.status, 'FAILED')));
}
