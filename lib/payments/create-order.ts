import type Big from 'big.js';
import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { paymentOrders } from '@/db/schema';
import { amountSchema } from '@/lib/amount';
import { keyFault } from '@/lib/idempotency';
import type { Money } from '@/lib/money';
import { invalidInput } from '@/lib/parse-input';
import { consume } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import { mayBringIn } from '@/lib/wallet/rules';
import { walletOf } from '@/lib/wallet/wallet';
import { activeProvider, minimumDeposit } from './configured';
import { newOrderId, orderIdFor } from './order-id';
import { ORDER_COLUMNS, type OrderRow, type PaymentOrder, toPaymentOrder } from './orders';

export type NewOrder = { userId: string; amount: number | string | Big; idempotencyKey?: string };

/**
 * Stores an order before its owner is sent to pay it: the confirmation is compared with it.
 *
 * @param amount          whole won: an integer, digits or `Big`
 * @param idempotencyKey  the same key with the same amount gives the same order again
 * @returns the order; FORBIDDEN when this site takes no deposits, BALANCE_LIMIT when the wallet could not hold it
 */
export async function createOrder(input: NewOrder): Promise<Result<{ order: PaymentOrder }>> {
  const { userId, idempotencyKey } = input;
  const parsed = amountSchema.safeParse(input.amount);
  if (!parsed.success) return invalidInput({ amount: 'amount' });
  const fault = keyFault(idempotencyKey);
  if (fault) return fault;
  const amount = parsed.data;
  const orderId = idempotencyKey === undefined ? newOrderId() : orderIdFor(userId, idempotencyKey);
  // Before every check: a repeated request gets the order that it made, whatever has changed since.
  const before = idempotencyKey === undefined ? undefined : await orderBefore(userId, orderId);
  if (before) return sameOrder(before, amount);
  const provider = activeProvider();
  if (!provider) return refuse('FORBIDDEN');
  if (amount.lt(minimumDeposit(provider))) return invalidInput({ amount: 'belowPaymentMinimum' });
  const { balance, lockedBalance } = await walletOf(userId);
  if (!mayBringIn({ balance, locked: lockedBalance }, amount)) return refuse('BALANCE_LIMIT');
  const limit = await consume('deposit', userId);
  if (!limit.ok) return limit;

  const [created] = await database()
    .insert(paymentOrders)
    .values({ orderId, userId, provider, amount })
    .onConflictDoNothing()
    .returning(ORDER_COLUMNS);
  const order = created ?? (await orderBefore(userId, orderId));
  return order ? sameOrder(order, amount) : refuse('IDEMPOTENCY_MISMATCH');
}

function sameOrder(order: OrderRow, amount: Money): Result<{ order: PaymentOrder }, 'IDEMPOTENCY_MISMATCH'> {
  return order.amount.eq(amount)
    ? { ok: true, order: toPaymentOrder(order) }
    : refuse('IDEMPOTENCY_MISMATCH');
}

async function orderBefore(userId: string, orderId: string): Promise<OrderRow | undefined> {
  const [row] = await database()
    .select(ORDER_COLUMNS)
    .from(paymentOrders)
    .where(and(eq(paymentOrders.orderId, orderId), eq(paymentOrders.userId, userId)));
  return row;
}
