import type { Result } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';
import { confirmOrder } from './confirm-order';
import { createOrder, type NewOrder } from './create-order';
import { demoPaymentKey } from './demo';
import type { PaymentOrder } from './orders';

/**
 * Begins a deposit: stores the order and, when its owner has nothing more to agree to, settles it at once.
 *
 * @returns the order: PAID with the demo provider, CREATED when its owner goes on to pay; refusals of `createOrder`
 */
export async function startDeposit(input: NewOrder): Promise<Result<{ order: PaymentOrder }>> {
  const suspended = await refusalWhileSuspended(input.userId);
  if (suspended) return suspended;
  const created = await createOrder(input);
  if (!created.ok || created.order.provider !== 'DEMO') return created;
  const { orderId, amount } = created.order;
  return confirmOrder({
    userId: input.userId,
    orderId,
    amount,
    paymentKey: demoPaymentKey(orderId),
    provider: 'DEMO',
  });
}
