import type Big from 'big.js';
import { and, eq, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { paymentOrders } from '@/db/schema';
import { type Result, refuse } from '@/lib/result';
import { LEASE_SECONDS, secondsUntilRecheck } from './check-times';
import { type ProviderName, providerNamed } from './configured';
import { ORDER_COLUMNS, orderOf, type PaymentOrder, toPaymentOrder } from './orders';
import type { PaymentProvider } from './provider';
import { takePayment } from './take-payment';

/** The values that the browser brings back from paying; none of them can be trusted. */
export type Confirmation = {
  userId: string;
  orderId: string;
  paymentKey: string;
  amount: Big;
  provider: ProviderName;
};

/**
 * Takes the money of an order that its owner has just agreed to pay.
 *
 * Of any number of calls for one order, at once or later, the first asks the provider; the others return the order as it
 * stands. An amount that is not the order's fails the order before the provider is asked, and takes no money.
 *
 * @returns the order: PAID, FAILED or UNKNOWN. It is UNKNOWN while the provider's answer is missing or somebody else holds
 *   the wallet; then the worker finds out. NOT_FOUND when the order is not this user's
 */
export async function confirmOrder(
  confirmation: Confirmation,
  provider: PaymentProvider | null = providerNamed(confirmation.provider),
): Promise<Result<{ order: PaymentOrder }, 'NOT_FOUND'>> {
  const claimed = provider ? await claim(confirmation) : undefined;
  if (provider && claimed?.status === 'CONFIRMING') {
    return { ok: true, order: toPaymentOrder(await takePayment(confirmation, provider)) };
  }
  const order = claimed ? toPaymentOrder(claimed) : await orderOf(confirmation);
  return order ? { ok: true, order } : refuse('NOT_FOUND');
}

/** One statement, so that one of many callers gets the order. */
async function claim({ userId, orderId, paymentKey, amount, provider }: Confirmation) {
  const isRight = sql`${paymentOrders.amount} = ${amount.toFixed()}`;
  const [claimed] = await database()
    .update(paymentOrders)
    .set({
      status: sql`(case when ${isRight} then 'CONFIRMING' else 'FAILED' end)::payment_status`,
      failureCode: sql`case when ${isRight} then null else 'AMOUNT_MISMATCH' end`,
      paymentKey,
      askedAt: sql`case when ${isRight} then clock_timestamp() end`,
      nextCheckAt: sql`clock_timestamp() + make_interval(
        secs => case when ${isRight} then ${LEASE_SECONDS}::int else ${secondsUntilRecheck(0)}::int end)`,
      updatedAt: sql`clock_timestamp()`,
    })
    .where(
      and(
        eq(paymentOrders.orderId, orderId),
        eq(paymentOrders.userId, userId),
        eq(paymentOrders.provider, provider),
        eq(paymentOrders.status, 'CREATED'),
      ),
    )
    .returning(ORDER_COLUMNS);
  return claimed;
}
