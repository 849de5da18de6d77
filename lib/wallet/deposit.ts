import { paymentOrders } from '@/db/schema';
import { newOrderId } from '@/lib/payments/order-id';
import { type MoveInput, moveMoney } from './move-money';

/**
 * Brings money of the demo into a wallet: the DEPOSIT and the order that it pays, which nobody else was asked to pay,
 * are one transaction.
 *
 * @param amount  whole won: an integer, digits or `Big`
 * @param idempotencyKey  the same key with the same amount gives the first answer again for 24 hours; a refusal
 *   leaves it free
 * @returns the wallet afterwards; a refusal leaves it as it was
 */
export function deposit(input: MoveInput) {
  return moveMoney('DEPOSIT', input, {
    alsoWrite: async (tx, { transactionId, movement }) => {
      await tx.insert(paymentOrders).values({
        orderId: newOrderId(),
        userId: input.userId,
        provider: 'DEMO',
        amount: movement.amount,
        status: 'PAID',
        transactionId,
      });
    },
  });
}
