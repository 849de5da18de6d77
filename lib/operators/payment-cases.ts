import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { operatorActs, paymentOrders, users } from '@/db/schema';
import type { Money } from '@/lib/money';
import { parseInput } from '@/lib/parse-input';
import type { ProviderName } from '@/lib/payments/configured';
import { orderIdSchema } from '@/lib/payments/orders';
import { OPEN_STATUSES } from '@/lib/payments/rules';
import { type Result, refuse } from '@/lib/result';
import { reasonSchema, recordAct } from './acts';
import { actAsOperator, readAsOperator } from './operator';

/** More would mean that the provider is away, and these are enough to see it. */
const SHOWN = 50;

/** A payment that somebody may have to look up at the provider. */
export type PaymentCase = {
  /** The order's, which the provider knows as well. */
  id: string;
  user: { id: string; nickname: string };
  provider: ProviderName;
  amount: Money;
  /** How often the provider was asked again. */
  attempts: number;
  createdAt: Date;
  cancelledAt: Date | null;
};

/**
 * Payments that are not as they should be, the oldest first: whose outcome is not known yet, which the worker goes on
 * asking about; and those that were cancelled at the provider after the wallet had been credited, which people settle.
 */
export async function listPaymentCases(
  operatorId: string,
): Promise<Result<{ open: PaymentCase[]; cancelled: PaymentCase[] }, 'FORBIDDEN'>> {
  return readAsOperator(operatorId, async () => {
    const [open, cancelled] = await Promise.all([
      casesWhere(inArray(paymentOrders.status, OPEN_STATUSES)),
      casesWhere(isUnsettled),
    ]);
    return { open, cancelled };
  });
}

const isUnsettled = and(
  isNotNull(paymentOrders.cancelledAt),
  sql`NOT EXISTS (SELECT FROM ${operatorActs} WHERE ${operatorActs.subjectType} = 'payment'
    AND ${operatorActs.subjectId} = ${paymentOrders.orderId} AND ${operatorActs.act} = 'CLOSE_PAYMENT')`,
);

async function casesWhere(condition: typeof isUnsettled): Promise<PaymentCase[]> {
  return database()
    .select({
      id: paymentOrders.orderId,
      user: { id: users.id, nickname: users.nickname },
      provider: paymentOrders.provider,
      amount: paymentOrders.amount,
      attempts: paymentOrders.attempts,
      createdAt: paymentOrders.createdAt,
      cancelledAt: paymentOrders.cancelledAt,
    })
    .from(paymentOrders)
    .innerJoin(users, eq(users.id, paymentOrders.userId))
    .where(condition)
    .orderBy(asc(paymentOrders.id))
    .limit(SHOWN);
}

/**
 * Says that a payment which was cancelled after its credit is settled, and how: with its owner, outside of the ledger.
 *
 * @returns NOT_FOUND when there is no such case; ALREADY_TAKEN when somebody has closed it
 */
export async function closePaymentCase({
  operatorId,
  orderId,
  reason,
}: {
  operatorId: string;
  orderId: string;
  reason: unknown;
}): Promise<Result<object, 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID_INPUT' | 'ALREADY_TAKEN'>> {
  if (!orderIdSchema.safeParse(orderId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(reasonSchema, reason);
  if (!parsed.ok) {
    return { ok: false, code: 'INVALID_INPUT', fields: { reason: parsed.fields.body ?? 'invalid' } };
  }
  return actAsOperator<Result<object, 'NOT_FOUND' | 'ALREADY_TAKEN'>>(operatorId, async (tx) => {
    // Locked, so that of two operators one closes it.
    const [order] = await tx
      .select({ id: paymentOrders.id, cancelledAt: paymentOrders.cancelledAt })
      .from(paymentOrders)
      .where(eq(paymentOrders.orderId, orderId))
      .for('no key update');
    if (!order?.cancelledAt) return refuse('NOT_FOUND');
    const [open] = await tx
      .select({ id: paymentOrders.id })
      .from(paymentOrders)
      .where(and(eq(paymentOrders.id, order.id), isUnsettled));
    if (!open) return { ok: false, code: 'ALREADY_TAKEN', fields: { payment: 'alreadyDone' } };
    await recordAct(tx, {
      operatorId,
      act: 'CLOSE_PAYMENT',
      subjectType: 'payment',
      subjectId: orderId,
      reason: parsed.input,
    });
    return { ok: true };
  });
}
