import { eq, sql } from 'drizzle-orm';
import { paymentOrders, users } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import type { LockedWallet } from '@/lib/wallet/lock-wallets';
import { writeMovement } from '@/lib/wallet/movement';
import type { Holding } from '@/lib/wallet/rules';
import type { OwnFailure } from './failure';
import { ORDER_COLUMNS, type OrderRow } from './orders';
import type { ProviderOrder } from './provider';

/**
 * Writes the DEPOSIT of an order whose money has come, and marks the order as PAID. Nothing else writes either.
 *
 * @param wallet  the wallet of the order's owner; the order is locked as well, or was made in this transaction
 * @returns the order and the wallet's balances afterwards; a refusal writes nothing
 */
export async function creditOrder(
  tx: Transaction,
  wallet: LockedWallet,
  { orderId, amount, paymentKey }: ProviderOrder,
): Promise<
  | { ok: true; order: OrderRow; after: Holding }
  | { ok: false; code: Extract<OwnFailure, 'ACCOUNT_CLOSED' | 'BALANCE_LIMIT'> }
> {
  // Nobody could ever use the money there. The wallet's lock keeps the account from being closed meanwhile.
  if (await isClosed(tx, wallet.userId)) return { ok: false, code: 'ACCOUNT_CLOSED' };
  const written = await writeMovement(tx, wallet, { type: 'DEPOSIT', amount });
  if (!written.ok) return { ok: false, code: 'BALANCE_LIMIT' };
  const order = await updateOrder(tx, orderId, {
    status: 'PAID',
    paymentKey,
    transactionId: written.transactionId,
    failureCode: null,
    nextCheckAt: null,
  });
  return { ok: true, order, after: written.after };
}

async function isClosed(tx: Transaction, userId: string): Promise<boolean> {
  const [owner] = await tx.select({ deletedAt: users.deletedAt }).from(users).where(eq(users.id, userId));
  return owner?.deletedAt != null;
}

/** Changes an order that this transaction has locked, or made. */
export async function updateOrder(
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
