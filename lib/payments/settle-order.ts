import { eq, sql } from 'drizzle-orm';
import { paymentOrders } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import { log } from '@/lib/log';
import { toWire } from '@/lib/money';
import { notify } from '@/lib/notifications/notify';
import { lockWallet, writeMovement } from '@/lib/wallet/movement';
import type { OwnFailure } from './failure';
import { depositPath, ORDER_COLUMNS, type OrderRow } from './orders';
import type { PaymentAnswer, PaymentProvider } from './provider';
import { nextStep, secondsUntilNextCheck } from './rules';

type LockedOrder = OrderRow & { userId: string; attempts: number };

/**
 * Writes what an answer of the provider means for an order. PAID and the DEPOSIT with its ledger entry are one
 * transaction under the order's lock, so that any number of answers, from the browser's return, the webhook and the
 * worker at once, credit the wallet once.
 *
 * Locks the order, then its owner's wallet.
 *
 * @param provider  asked to give the money back when it was taken and cannot be credited
 * @returns the order as it stands now
 */
export async function settleOrder(
  orderId: string,
  answer: PaymentAnswer,
  provider: PaymentProvider,
): Promise<OrderRow> {
  const { order, owed } = await withTransaction((tx) => settle(tx, orderId, answer));
  if (!owed) return order;
  log.error({ orderId, code: order.failureCode }, 'a payment cannot be credited; the money goes back');
  const returned = await provider.giveBack({ orderId, amount: order.amount, paymentKey: owed.paymentKey });
  const afterwards = await withTransaction((tx) => settle(tx, orderId, returned));
  // Still owed: the order stays open, and the next check tries again.
  return afterwards.order;
}

type Settled = { order: OrderRow; owed?: { paymentKey: string } };

async function settle(tx: Transaction, orderId: string, answer: PaymentAnswer): Promise<Settled> {
  const order = await lockOrder(tx, orderId);
  const next = nextStep(order, answer);
  switch (next.step) {
    case 'nothing':
      return { order };
    case 'note cancellation':
      log.error({ orderId }, 'a payment was cancelled after it had been credited');
      await tell(tx, order, 'DEPOSIT_CANCELLED');
      return { order: await update(tx, orderId, { cancelledAt: sql`clock_timestamp()` }) };
    case 'credit':
      return credit(tx, order, next.paymentKey);
    case 'give back':
      return owe(tx, order, next);
    case 'fail':
      if (wasLeftWaiting(order)) await tell(tx, order, 'DEPOSIT_FAILED');
      return { order: await update(tx, orderId, { status: 'FAILED', failureCode: next.code }) };
    case 'ask again': {
      const inSeconds = secondsUntilNextCheck(order.attempts);
      const nextCheckAt = sql`clock_timestamp() + make_interval(secs => ${inSeconds})`;
      return { order: await update(tx, orderId, { status: 'UNKNOWN', nextCheckAt }) };
    }
    default:
      return next satisfies never;
  }
}

async function credit(tx: Transaction, order: LockedOrder, paymentKey: string): Promise<Settled> {
  const wallet = await lockWallet(tx, order.userId);
  if (!wallet) throw new Error(`user ${order.userId} has no wallet`);
  const written = await writeMovement(tx, wallet, { type: 'DEPOSIT', amount: order.amount });
  if (!written.ok) return owe(tx, order, { paymentKey, code: 'BALANCE_LIMIT' });
  const { transactionId } = written;
  // Or had been told otherwise.
  if (wasLeftWaiting(order) || order.status === 'FAILED') await tell(tx, order, 'DEPOSIT_DONE');
  return {
    order: await update(tx, order.orderId, { status: 'PAID', paymentKey, transactionId, failureCode: null }),
  };
}

/** Whoever pays looks at the page that says how it went; somebody whose answer took long may be elsewhere by now. */
function wasLeftWaiting({ status, attempts }: LockedOrder): boolean {
  return status === 'UNKNOWN' || attempts > 0;
}

/** Tells the owner what became of their money. */
async function tell(
  tx: Transaction,
  { userId, orderId, amount }: LockedOrder,
  kind: 'DEPOSIT_DONE' | 'DEPOSIT_FAILED' | 'DEPOSIT_CANCELLED',
): Promise<void> {
  const params = { title: '', amount: toWire(amount) };
  await notify(tx, [{ recipientId: userId, kind, params, link: depositPath(orderId), auctionId: null }]);
}

async function owe(
  tx: Transaction,
  order: LockedOrder,
  { paymentKey, code }: { paymentKey: string; code: OwnFailure },
): Promise<Settled> {
  const updated = await update(tx, order.orderId, { status: 'UNKNOWN', paymentKey, failureCode: code });
  return { order: updated, owed: { paymentKey } };
}

async function lockOrder(tx: Transaction, orderId: string): Promise<LockedOrder> {
  const [order] = await tx
    .select({ ...ORDER_COLUMNS, userId: paymentOrders.userId, attempts: paymentOrders.attempts })
    .from(paymentOrders)
    .where(eq(paymentOrders.orderId, orderId))
    .for('no key update');
  if (!order) throw new Error(`there is no order ${orderId}`);
  return order;
}

async function update(
  tx: Transaction,
  orderId: string,
  change: Parameters<ReturnType<typeof tx.update<typeof paymentOrders>>['set']>[0],
): Promise<OrderRow> {
  const [order] = await tx
    .update(paymentOrders)
    .set({ ...change, updatedAt: sql`clock_timestamp()` })
    .where(eq(paymentOrders.orderId, orderId))
    .returning(ORDER_COLUMNS);
  if (!order) throw new Error(`there is no order ${orderId}`);
  return order;
}
