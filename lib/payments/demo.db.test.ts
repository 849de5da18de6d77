import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { holdings, makeUser } from '@/test/market';
import { confirmOrder } from './confirm-order';
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

it('with one key fifty times at once it is one deposit', async () => {
  const userId = await makeUser();
  await Promise.all(
    Array.from({ length: 50 }, () => startDeposit({ userId, amount: 30_000, idempotencyKey: 'once' })),
  );
  expect(await startDeposit({ userId, amount: 30_000, idempotencyKey: 'once' })).toMatchObject({
    order: { status: 'PAID' },
  });
  expect(await holdings(userId)).toBe('30000/0');
});

it('what a process began that died is finished by the worker', async () => {
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

it('its orders cannot be confirmed as if they were paid by Toss', async () => {
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
