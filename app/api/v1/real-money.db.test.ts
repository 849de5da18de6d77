import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { issueToken } from '@/lib/accounts/tokens';
import { depositEndpoint, walletEndpoint, withdrawEndpoint } from '@/lib/api/endpoints/wallet';
import { orderIdFor } from '@/lib/payments/order-id';
import { startDeposit } from '@/lib/payments/start-deposit';
import { processPayouts } from '@/lib/payouts/process';
import { demoSender } from '@/lib/payouts/sender';
import { withdraw } from '@/lib/wallet/withdraw';
import { ask } from '@/test/api';
import { testDatabase } from '@/test/database';
import { deposit, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';

// A market outside of demo mode, without a payment provider.

testDatabase();
testRedis();

const account = { bank: 'KAKAO', accountNumber: '3333-01-234567', holder: '김하늘' };

async function person(balance: number) {
  const id = await makeUser({ balance });
  return { id, token: await issueToken({ id, sessionVersion: 1 }) };
}

test('has no deposits without a payment', async () => {
  const { id, token } = await person(0);
  const refused = await ask(depositEndpoint, { token, body: { amount: 10_000 } });
  expect(refused.refusal?.code).toBe('FORBIDDEN');
  expect(await startDeposit({ userId: id, amount: 10_000 })).toEqual({ ok: false, code: 'FORBIDDEN' });
  expect((await ask(walletEndpoint, { token })).answer.balance).toBe(0);
});

test('pays out to a bank account only, and waits for an operator to send the money', async () => {
  const { id, token } = await person(50_000);
  const nowhere = await ask(withdrawEndpoint, { token, body: { amount: 10_000 } });
  expect(nowhere.refusal).toMatchObject({ code: 'INVALID_INPUT', fields: { account: 'required' } });
  expect((await ask(walletEndpoint, { token })).answer.balance).toBe(50_000);
  const somewhere = await ask(withdrawEndpoint, { token, body: { amount: 10_000, account } });
  expect(somewhere.answer.balance).toBe(40_000);
  await processPayouts();
  // A worker with the demo's settings does not pretend to send it either.
  await processPayouts(demoSender);
  const { rows } = await database().execute(sql`SELECT status FROM payouts WHERE user_id = ${id}`);
  expect(rows).toEqual([{ status: 'REQUESTED' }]);
});

test('repeats the answers from demo mode under the same keys, and moves nothing', async () => {
  const { id, token } = await person(0);
  const headers = { 'idempotency-key': 'before' };
  await deposit({ userId: id, amount: 10_000, idempotencyKey: 'before' });
  expect((await ask(depositEndpoint, { token, headers, body: { amount: 10_000 } })).answer.balance).toBe(
    10_000,
  );
  const out = { 'idempotency-key': 'out' };
  await withdraw({ userId: id, amount: 4_000, idempotencyKey: 'out' });
  const again = await ask(withdrawEndpoint, { token, headers: out, body: { amount: 4_000 } });
  expect(again.answer.balance).toBe(6_000);
  const orderId = orderIdFor(id, 'order');
  await database().execute(sql`INSERT INTO payment_orders (order_id, user_id, provider, amount)
    VALUES (${orderId}, ${id}, 'DEMO', 10000)`);
  const started = await startDeposit({ userId: id, amount: 10_000, idempotencyKey: 'order' });
  expect(started).toMatchObject({ ok: true, order: { orderId, status: 'CREATED' } });
  expect((await ask(walletEndpoint, { token })).answer.balance).toBe(6_000);
});
