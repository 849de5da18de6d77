import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { issueToken } from '@/lib/accounts/tokens';
import { depositEndpoint, withdrawEndpoint } from '@/lib/api/endpoints/wallet';
import { payPayout } from '@/lib/operators/pay-payout';
import { reconcilePayments } from '@/lib/payments/reconcile';
import { startDeposit } from '@/lib/payments/start-deposit';
import { codeOf } from '@/test/answers';
import { ask } from '@/test/api';
import { testDatabase } from '@/test/database';
import { holdWallets, whenSomebodyWaits } from '@/test/locks';
import { deposit, holdings, makeOperator, makePayout, makeUser, makeUsers, only } from '@/test/market';
import { testRedis } from '@/test/redis';
import { lockWallet, WALLET_WAIT_MS } from './lock-wallets';
import { withdraw } from './withdraw';

const db = testDatabase();
testRedis();
beforeAll(() => {
  process.env.PAYMENT_PROVIDER = 'demo';
});

it('movements of a held wallet are BUSY, others are not, and the same keys count once it is let go', async () => {
  const [stuck, other] = (await makeUsers(2, { balance: 10_000 })) as [string, string];
  const letGo = await holdWallets(db, stuck);
  const bringIn = () => deposit({ userId: stuck, amount: 5_000, idempotencyKey: 'in' });
  const takeOut = () => withdraw({ userId: stuck, amount: 1_000, idempotencyKey: 'out' });
  expect((await Promise.all([bringIn(), takeOut()])).map(codeOf)).toEqual(['BUSY', 'BUSY']);
  expect(codeOf(await deposit({ userId: other, amount: 5_000 }))).toBe('ok');
  await letGo();
  for (const move of [bringIn, takeOut, bringIn, takeOut]) expect(codeOf(await move())).toBe('ok');
  expect(await holdings(stuck)).toBe('14000/0');
});

it('a transaction waits for a wallet as long as a bid does, and for its later locks too', async () => {
  const userId = await makeUser();
  const limit = withTransaction(async (tx) => {
    await lockWallet(tx, userId);
    return only((await tx.execute<{ lock_timeout: string }>(sql`SHOW lock_timeout`)).rows).lock_timeout;
  });
  expect(await limit).toBe(`${WALLET_WAIT_MS}ms`);
});

it('a movement succeeds when the wallet is let go in time', async () => {
  const userId = await makeUser({ balance: 10_000 });
  const letGo = await holdWallets(db, userId);
  const withdrawn = withdraw({ userId, amount: 10_000 });
  await whenSomebodyWaits();
  await letGo();
  expect(codeOf(await withdrawn)).toBe('ok');
});

it('the JSON API answers 503 with Retry-After, and in words that are not about bids', async () => {
  const id = await makeUser({ balance: 10_000 });
  const token = await issueToken({ id, sessionVersion: 1 });
  await holdWallets(db, id);
  for (const call of [depositEndpoint, withdrawEndpoint]) {
    const { status, headers, refusal } = await ask(call, { token, body: { amount: 1_000 } });
    expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    expect(refusal).toMatchObject({ code: 'BUSY' });
    expect(refusal).not.toHaveProperty('reason');
  }
});

it('an order whose wallet is held stays open, and the worker credits it once', async () => {
  const userId = await makeUser();
  const letGo = await holdWallets(db, userId);
  const asked = { userId, amount: 30_000, idempotencyKey: 'order' };
  expect(await startDeposit(asked)).toMatchObject({ ok: true, order: { status: 'UNKNOWN' } });
  await letGo();
  expect(await holdings(userId)).toBe('0/0');
  await database().execute(sql`UPDATE payment_orders SET next_check_at = clock_timestamp()
    WHERE status = 'UNKNOWN'`);
  await reconcilePayments();
  expect(await startDeposit(asked)).toMatchObject({ ok: true, order: { status: 'PAID' } });
  expect(await holdings(userId)).toBe('30000/0');
});

it('an operator who gives money back to a held wallet is answered BUSY, and the payout stays theirs', async () => {
  const userId = await makeUser({ balance: 10_000 });
  const payoutId = await makePayout({ userId, amount: 10_000 });
  const operatorId = await makeOperator();
  await database().execute(sql`UPDATE payouts SET claimed_by = ${operatorId}, claimed_at = now()
    WHERE id = ${payoutId}`);
  const refusePayout = () =>
    payPayout({ operatorId, payoutId, payment: { outcome: 'RETURNED', reason: '계좌가 닫혔어요' } });
  const letGo = await holdWallets(db, userId);
  expect(codeOf(await refusePayout())).toBe('BUSY');
  await letGo();
  expect(codeOf(await refusePayout())).toBe('ok');
  expect(await holdings(userId)).toBe('10000/0');
});
