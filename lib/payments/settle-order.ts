import { eq, sql } from 'drizzle-orm';
import { paymentOrders } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import { log } from '@/lib/log';
import { toWire } from '@/lib/money';
import { notify } from '@/lib/notifications/notify';
import { lockWallet } from '@/lib/wallet/lock-wallets';
import { secondsUntilNextCheck, secondsUntilRecheck } from './check-times';
import { creditOrder, updateOrder } from './credit-order';
import { depositPath, ORDER_COLUMNS, type OrderRow } from './orders';
import type { PaymentProvider } from './provider';
import { type Heard, nextStep, type OrderState } from './rules';

type LockedOrder = OrderRow & OrderState & { userId: string; attempts: number; cancelAttempt: number };

/**
 * Writes the consequence of a provider's answer for an order. PAID and the DEPOSIT are one transaction under the order's
 * lock, so that any number of answers, from the browser's return, the webhook, the worker and the comparison at once,
 * credit the wallet once.
 *
 * Money that cannot be credited goes back. This decision is committed before the provider is asked, and nothing credits the
 * order afterwards; it stays open until the provider says that the money is back.
 *
 * Locks the order, then its owner's wallet.
 *
 * @returns the order as it stands now
 */
export async function settleOrder(
  orderId: string,
  heard: Heard,
  provider: PaymentProvider,
): Promise<OrderRow> {
  const { order, owed } = await withTransaction((tx) => settle(tx, orderId, heard));
  if (!owed) return order;
  const { paymentKey, attempt } = owed;
  log.error(
    { orderId, code: order.failureCode, attempt },
    'a payment cannot be credited; the money goes back',
  );
  const answer = await provider.giveBack({ orderId, amount: order.amount, paymentKey, attempt });
  return withTransaction(async (tx) => {
    if (answer.outcome === 'not given back') await countAnswered(tx, orderId, attempt);
    const afterwards = await settle(tx, orderId, { call: 'cancel', answer });
    // If the money is still owed, the order stays open, and the next check looks the payment up and tries again.
    return afterwards.order;
  });
}

/** A request that was answered is not sent again: the next one has another number, and with it another key. */
async function countAnswered(tx: Transaction, orderId: string, attempt: number): Promise<void> {
  await tx
    .update(paymentOrders)
    .set({ cancelAttempt: sql`greatest(${paymentOrders.cancelAttempt}, ${attempt + 1})` })
    .where(eq(paymentOrders.orderId, orderId));
}

type Settled = { order: OrderRow; owed?: { paymentKey: string; attempt: number } };

async function settle(tx: Transaction, orderId: string, heard: Heard): Promise<Settled> {
  const order = await lockOrder(tx, orderId);
  const next = nextStep(order, heard);
  switch (next.step) {
    case 'nothing':
      return { order };
    case 'note cancellation':
      log.error({ orderId }, 'a payment was cancelled after it had been credited');
      await tell(tx, order, 'DEPOSIT_CANCELLED');
      return { order: await updateOrder(tx, orderId, { cancelledAt: sql`clock_timestamp()` }) };
    case 'credit':
      return credit(tx, order, next.paymentKey);
    case 'give back':
      return owe(tx, order, next);
    case 'fail':
      return { order: await fail(tx, order, next.code) };
    case 'ask again':
      return {
        order: await updateOrder(tx, orderId, {
          status: 'UNKNOWN',
          nextCheckAt: inSeconds(secondsUntilNextCheck(order.attempts)),
        }),
      };
    default:
      return next satisfies never;
  }
}

async function credit(tx: Transaction, order: LockedOrder, paymentKey: string): Promise<Settled> {
  const wallet = await lockWallet(tx, order.userId);
  if (!wallet) throw new Error(`user ${order.userId} has no wallet`);
  const credited = await creditOrder(tx, wallet, { ...order, paymentKey });
  if (!credited.ok) return owe(tx, order, { paymentKey, code: credited.code });
  // The owner may have left the page, or was told that no money came.
  if (wasLeftWaiting(order) || order.status === 'FAILED') await tell(tx, order, 'DEPOSIT_DONE');
  return { order: credited.order };
}

/** If a payment was ever named for the order, the provider is asked again later whether it has still taken no money. */
async function fail(tx: Transaction, order: LockedOrder, code: string): Promise<OrderRow> {
  if (wasLeftWaiting(order)) await tell(tx, order, 'DEPOSIT_FAILED');
  const recheck = order.provider === 'TOSS' && order.paymentKey !== null ? secondsUntilRecheck(0) : null;
  return updateOrder(tx, order.orderId, {
    status: 'FAILED',
    failureCode: code,
    attempts: 0,
    rechecks: 0,
    nextCheckAt: recheck === null ? null : inSeconds(recheck),
  });
}

/** A person who pays sees the outcome on the page of the deposit; after a long wait they may be elsewhere. */
function wasLeftWaiting({ status, attempts }: LockedOrder): boolean {
  return status === 'UNKNOWN' || attempts > 0;
}

/** Notifies the owner of the outcome. */
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
  { paymentKey, code }: { paymentKey: string; code: string },
): Promise<Settled> {
  const updated = await updateOrder(tx, order.orderId, {
    status: 'UNKNOWN',
    paymentKey,
    failureCode: code,
    givingBackSince: sql`coalesce(${paymentOrders.givingBackSince}, clock_timestamp())`,
    nextCheckAt: inSeconds(secondsUntilNextCheck(order.attempts)),
  });
  return { order: updated, owed: { paymentKey, attempt: order.cancelAttempt } };
}

async function lockOrder(tx: Transaction, orderId: string): Promise<LockedOrder> {
  const [order] = await tx
    .select({
      ...ORDER_COLUMNS,
      userId: paymentOrders.userId,
      attempts: paymentOrders.attempts,
      cancelAttempt: paymentOrders.cancelAttempt,
      askedSecondsAgo: sql<
        number | null
      >`extract(epoch FROM clock_timestamp() - ${paymentOrders.askedAt})::double precision`,
    })
    .from(paymentOrders)
    .where(eq(paymentOrders.orderId, orderId))
    .for('no key update');
  if (!order) throw new Error(`there is no order ${orderId}`);
  return order;
}

function inSeconds(seconds: number) {
  return sql`clock_timestamp() + make_interval(secs => ${seconds})`;
}
