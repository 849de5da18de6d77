import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { confirmOrder } from '@/lib/payments/confirm-order';
import { createOrder } from '@/lib/payments/create-order';
import type { PaymentProvider } from '@/lib/payments/provider';
import { reconcilePayments } from '@/lib/payments/reconcile';
import { tossPayments } from '@/lib/payments/toss';
import { makeUser, only } from './market';
import { startTossServer, type TossServer } from './toss-server';

export type Bought = { userId: string; orderId: string; paymentKey: string };

export const TOSS_SECRET_KEY = 'test_sk_0123456789';

/** Starts a Toss that the settings of this process point at, so that deposits are made there. */
export async function startTossDeposits(): Promise<{ toss: TossServer; provider: PaymentProvider }> {
  const toss = await startTossServer(TOSS_SECRET_KEY);
  Object.assign(process.env, {
    REDIS_URL: 'redis://127.0.0.1:1',
    PAYMENT_PROVIDER: 'toss',
    TOSS_CLIENT_KEY: 'test_ck_0123456789',
    TOSS_SECRET_KEY,
    TOSS_API_URL: toss.url,
  });
  return { toss, provider: tossPayments({ apiUrl: toss.url, secretKey: TOSS_SECRET_KEY }) };
}

/** People who deposit by Toss, and the worker that finds out the outcomes. */
export function tossDeposits(usual: number, at: () => { toss: TossServer; provider: PaymentProvider }) {
  return {
    /** A person orders and agrees to pay in the window; the browser has not returned yet. */
    async agree({ userId, amount = usual }: { userId?: string; amount?: number } = {}): Promise<Bought> {
      const owner = userId ?? (await makeUser());
      const created = await createOrder({ userId: owner, amount });
      if (!created.ok) throw new Error(created.code);
      const { orderId } = created.order;
      return { userId: owner, orderId, paymentKey: at().toss.authenticate({ orderId, amount }) };
    },

    /** The browser returns to the success page. */
    async comeBack(bought: Bought, { amount = usual, via }: { amount?: number; via?: PaymentProvider } = {}) {
      const confirmation = { ...bought, amount: new Big(amount), provider: 'TOSS' as const };
      const answer = await confirmOrder(confirmation, via ?? at().provider);
      return answer.ok ? answer.order : answer.code;
    },

    /** The worker's next round, after the waiting time of open orders. */
    async workerPasses(): Promise<void> {
      await waitingIsOver();
      await reconcilePayments(() => at().provider);
    },

    waitingIsOver,
  };
}

async function waitingIsOver(): Promise<void> {
  await database().execute(sql`UPDATE payment_orders SET next_check_at = clock_timestamp()
    WHERE status IN ('CONFIRMING', 'UNKNOWN')`);
}

/** The state of an order, as `status balance deposits`, with the number of its owner's deposits in the ledger. */
export async function standing({ userId, orderId }: Bought): Promise<string> {
  const rows = await database().execute<{ text: string }>(sql`
    SELECT o.status || ' ' || w.balance || ' ' || count(t.id) AS text
    FROM payment_orders o JOIN wallets w ON w.user_id = o.user_id
    LEFT JOIN transactions t ON t.wallet_id = w.id AND t.type = 'DEPOSIT'
    WHERE o.order_id = ${orderId} AND o.user_id = ${userId} GROUP BY o.status, w.balance`);
  return only(rows.rows).text;
}
