import type { OrderRow } from './orders';
import type { PaymentAnswer, PaymentProvider, ProviderOrder } from './provider';
import { settleOrder } from './settle-order';

/**
 * Has the provider take the money of an order that its owner agreed to pay, and writes what came of it. An answer
 * that leaves it open is followed by a look at the payment itself, which may already know.
 */
export async function takePayment(order: ProviderOrder, provider: PaymentProvider): Promise<OrderRow> {
  const answer = await provider.confirm(order);
  return settleOrder(order.orderId, await clearer(answer, order, provider), provider);
}

async function clearer(
  answer: PaymentAnswer,
  order: ProviderOrder,
  provider: PaymentProvider,
): Promise<PaymentAnswer> {
  return answer.outcome === 'unknown' ? provider.lookUp(order) : answer;
}
