import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { paymentOrders } from '@/db/schema';
import type { Money } from '@/lib/money';
import type { ProviderName } from './configured';
import { type FailureReason, failureReason } from './failure';
import { OPEN_STATUSES, type OrderStatus } from './rules';

/** An order as its owner sees it. */
export type PaymentOrder = {
  orderId: string;
  provider: ProviderName;
  status: OrderStatus;
  amount: Money;
  failure: FailureReason | null;
  /** When a payment that had been credited turned out to be cancelled at the provider; the wallet still has the money. */
  cancelledAt: Date | null;
  /** Since when the money that was paid is on its way back. */
  givingBackSince: Date | null;
  createdAt: Date;
};

/** The form that Toss asks for: 6 to 64 letters, digits, `-`, `_` and `=`. */
export const orderIdSchema = z.string().regex(/^[\w=-]{6,64}$/);

/** The page of a deposit. */
export function depositPath(orderId: string): string {
  return `/wallet/deposits/${orderId}`;
}

export const ORDER_COLUMNS = {
  orderId: paymentOrders.orderId,
  provider: paymentOrders.provider,
  status: paymentOrders.status,
  amount: paymentOrders.amount,
  failureCode: paymentOrders.failureCode,
  paymentKey: paymentOrders.paymentKey,
  cancelledAt: paymentOrders.cancelledAt,
  givingBackSince: paymentOrders.givingBackSince,
  createdAt: paymentOrders.createdAt,
};

export type OrderRow = Omit<PaymentOrder, 'failure'> & {
  failureCode: string | null;
  paymentKey: string | null;
};

export function toPaymentOrder({ failureCode, paymentKey: _ours, ...order }: OrderRow): PaymentOrder {
  const failure = order.status === 'FAILED' ? failureReason(failureCode ?? '') : null;
  return { ...order, failure };
}

/** An order of this owner; null when there is none, or it is somebody else's. */
export async function orderOf(owner: { userId: string; orderId: string }): Promise<PaymentOrder | null> {
  const [row] = await database()
    .select(ORDER_COLUMNS)
    .from(paymentOrders)
    .where(and(eq(paymentOrders.orderId, owner.orderId), eq(paymentOrders.userId, owner.userId)));
  return row ? toPaymentOrder(row) : null;
}

/** Whether the outcome of an open order is still being checked, or its money is being returned. */
export function underWay({ givingBackSince }: PaymentOrder): 'CHECKING' | 'GIVING_BACK' {
  return givingBackSince === null ? 'CHECKING' : 'GIVING_BACK';
}

/** `OPEN_STATUSES` as text of a statement: the index of open orders has exactly these words. */
export const openStatusesSql = sql.raw(`('${OPEN_STATUSES.join("', '")}')`);

/** The orders of a person whose money is being looked for, newest first. */
export async function openOrders(userId: string): Promise<PaymentOrder[]> {
  const rows = await database()
    .select(ORDER_COLUMNS)
    .from(paymentOrders)
    .where(and(eq(paymentOrders.userId, userId), inArray(paymentOrders.status, OPEN_STATUSES)))
    .orderBy(desc(paymentOrders.createdAt))
    .limit(10);
  return rows.map(toPaymentOrder);
}
