import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { deposit, holdings, makeUser } from '@/test/market';
import { confirmOrder } from './confirm-order';
import { deposit as depositWith } from './deposit';
import { reconcilePayments } from './reconcile';
import { startDeposit } from './start-deposit';

testDatabase();
beforeAll(() => {
  Object.assign(process.env, { REDIS_URL: 'redis://127.0.0.1:1', PAYMENT_PROVIDER: 'demo' });
});

it('with the demo provider a deposit is settled at once', async () => {
  const userId = await makeUser();
  const started = await startDeposit({ userId, amount: '30000' });
  expect(started.ok && started.order).toMatchObject({ provider: 'DEMO', status: 'PAID' });
  expect(await holdings(userId)).toBe('30000/0');
});

it('fifty deposits at once with one key are one deposit', async () => {
  const userId = await makeUser();
  await Promise.all(
    Array.from({ length: 50 }, () => startDeposit({ userId, amount: 30_000, idempotencyKey: 'once' })),
  );
  expect(await startDeposit({ userId, amount: 30_000, idempotencyKey: 'once' })).toMatchObject({
    order: { status: 'PAID' },
  });
  expect(await holdings(userId)).toBe('30000/0');
});

it('a deposit at once pays an order of its own, which looks like any other', async () => {
  const userId = await makeUser();
  expect(await deposit({ userId, amount: 30_000 })).toMatchObject({ ok: true });
  const started = await startDeposit({ userId, amount: 40_000 });
  const { rows } = await database().execute<{ order: string }>(sql`
    SELECT concat_ws(' ', o.provider, o.status, o.amount, o.payment_key = 'demo-' || o.order_id, o.next_check_at,
      o.failure_code, t.type, t.balance_delta) AS order
    FROM payment_orders o JOIN transactions t ON t.id = o.transaction_id WHERE o.user_id = ${userId} ORDER BY o.id`);
  expect(started).toMatchObject({ ok: true });
  expect(rows.map(({ order }) => order)).toEqual([
    'DEMO PAID 30000 t DEPOSIT 30000',
    'DEMO PAID 40000 t DEPOSIT 40000',
  ]);
});

it('a deposit at once into a closed account is refused, and leaves no order', async () => {
  const userId = await makeUser();
  await database().execute(sql`UPDATE users SET deleted_at = now() WHERE id = ${userId}`);
  expect(await deposit({ userId, amount: 30_000 })).toEqual({ ok: false, code: 'UNAUTHENTICATED' });
  const orders = await database().execute(sql`SELECT FROM payment_orders WHERE user_id = ${userId}`);
  expect([await holdings(userId), orders.rows]).toEqual(['0/0', []]);
});

it('a deposit at once is refused when money is not made up', async () => {
  const userId = await makeUser();
  expect(await depositWith({ userId, amount: 30_000 }, 'TOSS')).toEqual({ ok: false, code: 'FORBIDDEN' });
  expect(await depositWith({ userId, amount: 30_000 }, null)).toEqual({ ok: false, code: 'FORBIDDEN' });
  expect(await holdings(userId)).toBe('0/0');
});

it('an order whose process died is finished by the worker', async () => {
  const userId = await makeUser();
  const orderId = 'begun-by-the-demo';
  await database().execute(sql`
    INSERT INTO payment_orders (order_id, user_id, provider, amount, status, payment_key)
    VALUES (${orderId}, ${userId}, 'DEMO', 30000, 'CONFIRMING', ${`demo-${orderId}`})`);
  await reconcilePayments();
  expect(await holdings(userId)).toBe('30000/0');
});

/** A provider that must not be asked. */
async function refuseToAnswer(): Promise<never> {
  throw new Error('the provider was asked');
}

it('an order of the demo cannot be confirmed as if it were paid by Toss', async () => {
  const userId = await makeUser();
  const orderId = 'order-of-the-demo';
  await database().execute(sql`
    INSERT INTO payment_orders (order_id, user_id, provider, amount, status)
    VALUES (${orderId}, ${userId}, 'DEMO', 30000, 'CREATED')`);
  const paid = { userId, orderId, amount: new Big(30_000), paymentKey: 'tviva', provider: 'TOSS' } as const;
  const asksNobody = {
    confirm: refuseToAnswer,
    lookUp: refuseToAnswer,
    giveBack: refuseToAnswer,
    list: refuseToAnswer,
  };
  expect(await confirmOrder(paid, asksNobody)).toMatchObject({ ok: true, order: { status: 'CREATED' } });
  expect(await holdings(userId)).toBe('0/0');
});
