import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { paymentOrders } from '@/db/schema';
import { providerNamed } from './configured';
import { orderIdSchema } from './orders';
import type { PaymentProvider } from './provider';
import { settleOrder } from './settle-order';

/**
 * The part of a webhook that is read: PAYMENT_STATUS_CHANGED names the order in `data`, DEPOSIT_CALLBACK at the top level
 * (https://docs.tosspayments.com/reference/using-api/webhook-events). Nothing else is believed, because it is unsigned.
 */
export const webhookSchema = z.union([
  z.object({ data: z.object({ orderId: orderIdSchema }) }).transform(({ data }) => data.orderId),
  z.object({ orderId: orderIdSchema }).transform(({ orderId }) => orderId),
]);

/**
 * Asks the provider about the payment of an order, because somebody says that it has changed, and writes the answer. Only
 * an answer that settles something is written, so that a process that is working on the order right now is not disturbed.
 *
 * @returns `no such order`; `no answer` when the provider could not be asked, so that the webhook should be sent again
 */
export async function checkOrder(
  orderId: string,
  provider: PaymentProvider | null = providerNamed('TOSS'),
): Promise<'checked' | 'no such order' | 'no answer'> {
  const [order] = await database()
    .select({
      provider: paymentOrders.provider,
      amount: paymentOrders.amount,
      paymentKey: paymentOrders.paymentKey,
    })
    .from(paymentOrders)
    .where(eq(paymentOrders.orderId, orderId));
  if (order?.provider !== 'TOSS') return 'no such order';
  if (!provider) return 'no answer';
  const answer = await provider.lookUp({ ...order, orderId });
  if (answer.outcome === 'unknown') return 'no answer';
  if (answer.outcome !== 'waiting' && answer.outcome !== 'not there') {
    await settleOrder(orderId, { call: 'lookUp', answer }, provider);
  }
  return 'checked';
}
