import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { operatorActs, paymentComparisons, paymentFindings, paymentOrders, users } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import { idSchema } from '@/lib/id';
import type { Money } from '@/lib/money';
import { parseInput } from '@/lib/parse-input';
import type { ProviderName } from '@/lib/payments/configured';
import { orderIdSchema } from '@/lib/payments/orders';
import { OPEN_STATUSES } from '@/lib/payments/rules';
import { type Result, refuse } from '@/lib/result';
import { actAsOperator, readAsOperator } from './operator';
import { reasonSchema, recordAct } from './operator-log';

/** More cases would mean that the provider is away, and this many are enough to see that. */
const SHOWN = 50;

/** A payment that an operator may have to look up at the provider. */
export type PaymentCase = {
  /** The order id, which the provider knows as well. */
  id: string;
  user: { id: string; nickname: string };
  provider: ProviderName;
  amount: Money;
  /** How often the provider was asked again. */
  attempts: number;
  createdAt: Date;
  cancelledAt: Date | null;
  /** The time since which money that could not be credited is being returned; the provider has not returned it yet. */
  givingBackSince: Date | null;
};

/** A payment at the provider that does not fit our orders, and that the worker could not put right. */
export type PaymentFinding = {
  /** The id under which an operator closes the finding. */
  id: string;
  kind: (typeof paymentFindings.kind.enumValues)[number];
  paymentKey: string;
  orderId: string;
  amount: Money | null;
  foundAt: Date;
};

export type PaymentCaseLists = {
  open: PaymentCase[];
  cancelled: PaymentCase[];
  findings: PaymentFinding[];
  /** The last day, `2026-11-29`, that was compared with the provider's list; null before the first. */
  comparedUntil: string | null;
};

/**
 * Payments that are not in order, the oldest first: payments with an unknown outcome, about which the worker goes on asking;
 * payments that the provider cancelled after the wallet had been credited; and payments at the provider that fit no
 * order. People settle the last two kinds.
 */
export async function listPaymentCases(operatorId: string): Promise<Result<PaymentCaseLists, 'FORBIDDEN'>> {
  return readAsOperator(operatorId, async () => {
    const [open, cancelled, findings, comparedUntil] = await Promise.all([
      casesWhere(inArray(paymentOrders.status, OPEN_STATUSES)),
      casesWhere(isUnsettled),
      openFindings(),
      lastComparedDay(),
    ]);
    return { open, cancelled, findings, comparedUntil };
  });
}

async function openFindings(): Promise<PaymentFinding[]> {
  const { id, kind, paymentKey, orderId, amount, foundAt } = paymentFindings;
  const rows = await database()
    .select({ id, kind, paymentKey, orderId, amount, foundAt })
    .from(paymentFindings)
    .where(isNull(paymentFindings.closedAt))
    .orderBy(asc(paymentFindings.id))
    .limit(SHOWN);
  return rows.map((row) => ({ ...row, id: `${FINDING}${row.id}` }));
}

/** Tells the id of a finding from that of an order: an order's id is random, and longer. */
const FINDING = 'finding-';

async function lastComparedDay(): Promise<string | null> {
  const [last] = await database()
    .select({ day: paymentComparisons.day })
    .from(paymentComparisons)
    .where(isNotNull(paymentComparisons.finishedAt))
    .orderBy(desc(paymentComparisons.day))
    .limit(1);
  return last?.day ?? null;
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
      givingBackSince: paymentOrders.givingBackSince,
    })
    .from(paymentOrders)
    .innerJoin(users, eq(users.id, paymentOrders.userId))
    .where(condition)
    .orderBy(asc(paymentOrders.id))
    .limit(SHOWN);
}

/**
 * Records that a payment that was cancelled after its credit, or that fits no order, is settled, and how. It was settled
 * outside of the ledger.
 *
 * @param orderId  the id of the case or of the finding
 * @returns NOT_FOUND if there is no such case; ALREADY_TAKEN if it is closed
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
  return actAsOperator<Closing>(operatorId, async (tx) => {
    const closing = orderId.startsWith(FINDING)
      ? await closeFinding(tx, orderId.slice(FINDING.length))
      : await closeCancelled(tx, orderId);
    if (!closing.ok) return closing;
    await recordAct(tx, {
      operatorId,
      act: 'CLOSE_PAYMENT',
      subjectType: 'payment',
      subjectId: orderId,
      reason: parsed.input,
    });
    return closing;
  });
}

type Closing = Result<object, 'NOT_FOUND' | 'ALREADY_TAKEN'>;

const ALREADY_DONE: Closing = { ok: false, code: 'ALREADY_TAKEN', fields: { payment: 'alreadyDone' } };

async function closeCancelled(tx: Transaction, orderId: string): Promise<Closing> {
  // Locked, so that only one of two operators closes it.
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
  return open ? { ok: true } : ALREADY_DONE;
}

async function closeFinding(tx: Transaction, id: string): Promise<Closing> {
  if (!idSchema.safeParse(id).success) return refuse('NOT_FOUND');
  const closed = await tx
    .update(paymentFindings)
    .set({ closedAt: sql`clock_timestamp()` })
    .where(and(eq(paymentFindings.id, id), isNull(paymentFindings.closedAt)))
    .returning({ id: paymentFindings.id });
  if (closed.length > 0) return { ok: true };
  const [known] = await tx
    .select({ id: paymentFindings.id })
    .from(paymentFindings)
    .where(eq(paymentFindings.id, id));
  return known ? ALREADY_DONE : refuse('NOT_FOUND');
}
