import { beforeAll, expect, it } from 'vitest';
import { testDatabase } from '@/test/database';
import { holdings, makeUser } from '@/test/market';
import { confirmOrder } from './confirm-order';
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

it('its orders cannot be confirmed as if they were paid by Toss', async () => {
  const userId = await makeUser();
  const started = await startDeposit({ userId, amount: 30_000 });
  if (!started.ok) throw new Error(started.code);
  const { orderId, amount } = started.order;
  await confirmOrder({ userId, orderId, amount, paymentKey: 'tviva', provider: 'TOSS' });
  expect(await holdings(userId)).toBe('30000/0');
});
