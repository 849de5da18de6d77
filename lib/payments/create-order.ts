import type Big from 'big.js';
import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { paymentOrders } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import { writeOrRollBack } from '@/db/write-or-roll-back';
import { amountSchema } from '@/lib/amount';
import { keyFault } from '@/lib/idempotency';
import type { Money } from '@/lib/money';
import { invalidInput } from '@/lib/parse-input';
import { consumeIn } from '@/lib/rate-limit';
import { type Refusal, type Result, refuse } from '@/lib/result';
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
  const order = await writeOrRollBack<OrderRow | Refusal<'RATE_LIMITED'> | null>(async (tx, rollBackWith) => {
    const created = await insertOrder(tx, { orderId, userId, provider, amount });
    if (!created) return rollBackWith(null);
    const counted = await consumeIn(tx, 'deposit', userId);
    return counted.ok ? created : rollBackWith(counted);
  });
  if (order && 'code' in order) return order;
  const known = order ?? (await orderBefore(userId, orderId));
  return known ? sameOrder(known, amount) : refuse('IDEMPOTENCY_MISMATCH');
}

/**
 * Of two simultaneous first requests under one key, the second waits here for the first, and is not counted if the first one
 * made the order.
 *
 * @returns undefined when there is such an order by now
 */
async function insertOrder(
  tx: Transaction,
  order: Pick<typeof paymentOrders.$inferInsert, 'orderId' | 'userId' | 'provider' | 'amount'>,
): Promise<OrderRow | undefined> {
  const [created] = await tx
    .insert(paymentOrders)
    .values(order)
    .onConflictDoNothing()
    .returning(ORDER_COLUMNS);
  return created;
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
