import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { isLockFailure } from '@/db/lock-failure';
import { paymentOrders } from '@/db/schema';
import type { OrderRow } from './orders';
import type { ConfirmAnswer, PaymentProvider, ProviderOrder } from './provider';
import { OPEN_STATUSES } from './rules';
import { settleOrder } from './settle-order';

/**
 * Has the provider take the money of an order that its owner agreed to pay, and writes the outcome. Only the caller that
 * claimed the order may call it, so that this is the first request: its refusal settles that no money was taken. After an
 * answer that leaves it open, the payment itself is looked up. When somebody else holds the wallet, the order stays open.
 */
export async function takePayment(order: ProviderOrder, provider: PaymentProvider): Promise<OrderRow> {
  return firstRequest(order, provider).catch((error: unknown) => {
    if (!isLockFailure(error)) throw error;
    const answer = { outcome: 'unknown', code: 'WALLET_HELD' } as const;
    return settleOrder(order.orderId, { call: 'lookUp', answer }, provider);
  });
}

async function firstRequest(order: ProviderOrder, provider: PaymentProvider): Promise<OrderRow> {
  const { orderId } = order;
  const attempt = 0;
  const answer = await provider.confirm({ ...order, attempt });
  if (answer.outcome !== 'unknown') return settleOrder(orderId, { call: 'confirm', answer }, provider);
  await countAnswered(orderId, answer, attempt);
  return settleOrder(orderId, { call: 'lookUp', answer: await provider.lookUp(order) }, provider);
}

/**
 * Tells the provider again to take money that it says it has not taken. Whatever the answer, only the payment itself shows
 * the outcome: an earlier request may have been under way, and the answer to this one says nothing about it.
 */
export async function takePaymentAgain(order: ProviderOrder, provider: PaymentProvider): Promise<void> {
  const { orderId } = order;
  const attempt = await noteAsking(orderId);
  if (attempt === null) return;
  await countAnswered(orderId, await provider.confirm({ ...order, attempt }), attempt);
  await settleOrder(orderId, { call: 'lookUp', answer: await provider.lookUp(order) }, provider);
}

/** @returns the number of the request; null when no money is to be taken any more */
async function noteAsking(orderId: string): Promise<number | null> {
  const [order] = await database()
    .update(paymentOrders)
    .set({ status: 'UNKNOWN', askedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(paymentOrders.orderId, orderId),
        inArray(paymentOrders.status, OPEN_STATUSES),
        isNull(paymentOrders.givingBackSince),
      ),
    )
    .returning({ attempt: paymentOrders.confirmAttempt });
  return order?.attempt ?? null;
}

/** A request that was answered is not sent again: the next one has another number, and with it another key. */
async function countAnswered(orderId: string, answer: ConfirmAnswer, attempt: number): Promise<void> {
  if (answer.outcome === 'unknown' && !answer.isAnswered) return;
  await database()
    .update(paymentOrders)
    .set({ confirmAttempt: sql`greatest(${paymentOrders.confirmAttempt}, ${attempt + 1})` })
    .where(and(eq(paymentOrders.orderId, orderId), inArray(paymentOrders.status, OPEN_STATUSES)));
}
