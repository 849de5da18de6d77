import { paymentOrders } from '@/db/schema';
import { refuse } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';
import { type TransferInput, transferMoney } from '@/lib/wallet/transfer-money';
import { activeProvider, type ProviderName } from './configured';
import { creditOrder } from './credit-order';
import { demoPaymentKey } from './demo';
import { newOrderId } from './order-id';

/**
 * Brings money of the demo into a wallet at once: the order, its DEPOSIT and that it is PAID are one transaction.
 *
 * @param amount  whole won: an integer, digits or `Big`
 * @param idempotencyKey  the same key with the same amount gives the first answer again for 24 hours; a refusal
 *   leaves it free
 * @returns the wallet afterwards; a refusal leaves it as it was: FORBIDDEN when the provider is not the demo, BALANCE_LIMIT,
 *   UNAUTHENTICATED when the account has just been closed
 */
export function deposit(
  input: Omit<TransferInput, 'refusal'>,
  provider: ProviderName | null = activeProvider(),
) {
  const refusal = provider === 'DEMO' ? null : refuse('FORBIDDEN');
  return transferMoney({ ...input, refusal }, (amount) => ({
    limit: 'deposit',
    request: `DEPOSIT:${amount.toFixed()}`,
    write: async (tx, wallet) => {
      const suspended = await refusalWhileSuspended(wallet.userId, tx);
      if (suspended) return suspended;
      const orderId = newOrderId();
      await tx.insert(paymentOrders).values({ orderId, userId: wallet.userId, provider: 'DEMO', amount });
      const order = { orderId, amount, paymentKey: demoPaymentKey(orderId) };
      const credited = await creditOrder(tx, wallet, order);
      if (credited.ok) return credited;
      return refuse(credited.code === 'ACCOUNT_CLOSED' ? 'UNAUTHENTICATED' : credited.code);
    },
  }));
}
