import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { database, databasePool } from '@/db/client';
import { placeBid } from '@/lib/bidding/place-bid';
import { auditLedger } from '@/lib/wallet/audit';
import { listTransactions } from '@/lib/wallet/transactions';
import { testDatabase } from '@/test/database';
import { holdings, makeAuction, makeUser, only, pastTheTriggers } from '@/test/market';
import { testRedis } from '@/test/redis';
import { listPayouts } from './list';
import { processPayouts } from './process';
import { type PayoutRequest, requestPayout } from './request-payout';
import { demoSender, type PayoutSender } from './sender';
import { settlePayout } from './settle-payout';

const db = testDatabase();
testRedis();
beforeAll(() => {
  process.env.PAYMENT_PROVIDER = 'demo';
});
afterEach(async () => expect(await auditLedger(databasePool())).toEqual([]));

const ACCOUNT = { bank: 'KAKAO', accountNumber: '3333-01-234567', holder: '김하늘' };
const NO_ACCOUNT = { ...ACCOUNT, accountNumber: '3333-01-230000' };

/** Somebody with 50,000 won asks for 20,000 of them. */
async function ask(more: Partial<PayoutRequest> = {}) {
  const userId = await makeUser({ balance: 50_000 });
  const answer = await requestPayout({ userId, amount: 20_000, ...ACCOUNT, ...more });
  return { userId, answer };
}

async function payoutsOf(userId: string) {
  return (await listPayouts({ userId, limit: 10 })).items;
}

async function idOf(userId: string): Promise<string> {
  return only(await payoutsOf(userId)).id;
}

/** The worker's next round, after the waiting time of all payouts. */
async function workerPasses(sender: PayoutSender = demoSender): Promise<void> {
  await database().execute(
    sql`UPDATE payouts SET next_attempt_at = clock_timestamp() WHERE status = 'REQUESTED'`,
  );
  await processPayouts(sender);
}

describe('asking for a payout', () => {
  it('takes the money out and stores its destination in one transaction', async () => {
    const { userId, answer } = await ask();
    expect(answer.ok && answer.wallet.balance.toFixed()).toBe('30000');
    const payout = only(await payoutsOf(userId));
    expect(payout).toMatchObject({
      status: 'REQUESTED',
      bank: 'KAKAO',
      lastDigits: '4567',
      holder: '김하늘',
    });
    expect(payout.amount.toFixed()).toBe('20000');
    await workerPasses();
  });

  it('for more than the free money stores nothing', async () => {
    const userId = await makeUser({ balance: 20_000 });
    const { id } = await makeAuction();
    await placeBid({ auctionId: id, userId, amount: 15_000 });
    expect(await requestPayout({ userId, amount: 5_001, ...ACCOUNT })).toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
    });
    expect([await payoutsOf(userId), await holdings(userId)]).toEqual([[], '5000/15000']);
  });

  it('with one key fifty times at once makes one payout, and refuses the key for another account', async () => {
    const userId = await makeUser({ balance: 50_000 });
    const request = { userId, amount: 20_000, ...ACCOUNT, idempotencyKey: 'once' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => requestPayout(request)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await payoutsOf(userId)).toHaveLength(1);
    expect(await requestPayout({ ...request, holder: '이바다' })).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(await holdings(userId)).toBe('30000/0');
  });

  it('many times at once pays out no more than the wallet holds', async () => {
    const userId = await makeUser({ balance: 50_000 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => requestPayout({ userId, amount: 20_000, ...ACCOUNT })),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(2);
    expect(await payoutsOf(userId)).toHaveLength(2);
    expect(await holdings(userId)).toBe('10000/0');
  });

  it.each([
    [{ bank: 'NOWHERE' }, { bank: 'bank' }],
    [{ bank: undefined }, { bank: 'bank' }],
    [{ accountNumber: '1234567' }, { accountNumber: 'accountNumber' }],
    [{ accountNumber: '12345678901234567' }, { accountNumber: 'accountNumber' }],
    [{ accountNumber: '<b>12345678</b>' }, { accountNumber: 'accountNumber' }],
    [{ accountNumber: 12345678 }, { accountNumber: 'accountNumber' }],
    [{ holder: ' ' }, { holder: 'required' }],
    [{ holder: '가'.repeat(41) }, { holder: 'tooLong' }],
    [{ amount: 0 }, { amount: 'amount' }],
    [
      { amount: '1e3', holder: '' },
      { amount: 'amount', holder: 'required' },
    ],
  ])('with %o is refused, and says which field', async (wrong, fields) => {
    const { userId, answer } = await ask(wrong as Partial<PayoutRequest>);
    expect(answer).toMatchObject({ code: 'INVALID_INPUT', fields });
    expect(await holdings(userId)).toBe('50000/0');
  });
});

describe('a payout', () => {
  it('that the bank accepts is sent, and only four digits of the account number are kept', async () => {
    const { userId } = await ask();
    await workerPasses();
    expect(only(await payoutsOf(userId))).toMatchObject({ status: 'SENT', lastDigits: '4567' });
    const rows = await database().execute(sql`SELECT account_number FROM payouts WHERE user_id = ${userId}`);
    expect(rows.rows).toEqual([{ account_number: '4567' }]);
    expect(await holdings(userId)).toBe('30000/0');
  });

  it('that the bank does not accept comes back to the wallet, with an entry that says so', async () => {
    const { userId } = await ask(NO_ACCOUNT);
    await workerPasses();
    expect(only(await payoutsOf(userId))).toMatchObject({ status: 'RETURNED' });
    expect(await holdings(userId)).toBe('50000/0');
    const { items } = await listTransactions({ userId, limit: 1 });
    expect(only(items)).toMatchObject({ type: 'DEPOSIT', description: 'payout returned' });
  });

  it('is settled once, whatever answers come at the same time', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { userId } = await ask();
      const id = await idOf(userId);
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          settlePayout(id, index % 2 === 0 ? { outcome: 'sent' } : { outcome: 'returned', code: 'CLOSED' }),
        ),
      );
      const { status } = only(await payoutsOf(userId));
      expect(['SENT 30000/0', 'RETURNED 50000/0']).toContain(`${status} ${await holdings(userId)}`);
    }
  });

  it('that is returned many times at once brings the money back once', async () => {
    const { userId } = await ask();
    const id = await idOf(userId);
    await Promise.all(
      Array.from({ length: 20 }, () => settlePayout(id, { outcome: 'returned', code: 'CLOSED' })),
    );
    expect(await holdings(userId)).toBe('50000/0');
  });

  it('stays requested while the bank gives no clear answer, and is sent when it does', async () => {
    const { userId } = await ask();
    await workerPasses({ send: async () => ({ outcome: 'unknown', code: 'TIMEOUT' }) });
    expect(only(await payoutsOf(userId))).toMatchObject({ status: 'REQUESTED' });
    // The payout is not sent before its time.
    expect(await processPayouts(demoSender)).toBe('done');
    expect(only(await payoutsOf(userId))).toMatchObject({ status: 'REQUESTED' });
    await workerPasses();
    expect(only(await payoutsOf(userId))).toMatchObject({ status: 'SENT' });
  });

  it('is sent to the bank by one of several workers', async () => {
    const { userId } = await ask();
    const sentIds: string[] = [];
    const counting: PayoutSender = {
      send: async ({ id }) => {
        sentIds.push(id);
        return { outcome: 'sent' };
      },
    };
    await Promise.all(Array.from({ length: 8 }, () => processPayouts(counting)));
    expect(sentIds).toEqual([await idOf(userId)]);
  });

  it('does not hold up the others when it cannot be settled', async () => {
    const [stuck, free] = [await ask(), await ask()];
    const stuckId = await idOf(stuck.userId);
    await workerPasses({
      send: async ({ id }) => {
        if (id === stuckId) throw new Error('a fault of ours');
        return { outcome: 'sent' };
      },
    });
    expect(only(await payoutsOf(free.userId))).toMatchObject({ status: 'SENT' });
    await workerPasses();
    expect(only(await payoutsOf(stuck.userId))).toMatchObject({ status: 'SENT' });
  });

  it('does not hold up the others when the sender never answers, and is sent again later', async () => {
    const [stuck, other] = [await idOf((await ask()).userId), await idOf((await ask()).userId)];
    const silent: PayoutSender = {
      send: (payout) => (payout.id === stuck ? new Promise(() => undefined) : demoSender.send(payout)),
    };
    await processPayouts(silent, { answeredWithinMs: 20 });
    const { rows } = await database().execute<{ id: string; status: string; later: boolean }>(sql`
      SELECT id::text, status, next_attempt_at > clock_timestamp() AS later FROM payouts
      WHERE id IN (${stuck}, ${other}) ORDER BY id`);
    expect(rows).toMatchObject([
      { id: stuck, status: 'REQUESTED', later: true },
      { id: other, status: 'SENT' },
    ]);
  });

  it('is not sent when its account was changed since it was asked for', async () => {
    const { userId } = await ask();
    const id = await idOf(userId);
    const asked = await database().execute<{ number: string }>(
      sql`SELECT account_number AS number FROM payouts WHERE id = ${id}`,
    );
    const redirect = (to: string) =>
      pastTheTriggers(`UPDATE payouts SET account_number = '${to}' WHERE id = ${id}`);
    await redirect('9999-00-000001');
    await workerPasses();
    expect(only(await payoutsOf(userId))).toMatchObject({ status: 'REQUESTED' });
    await redirect(only(asked.rows).number);
    await workerPasses();
    expect(only(await payoutsOf(userId))).toMatchObject({ status: 'SENT' });
  });

  it('waits when no sender is configured', async () => {
    const { userId } = await ask();
    expect(await processPayouts(null)).toBe('done');
    expect(only(await payoutsOf(userId))).toMatchObject({ status: 'REQUESTED' });
    await workerPasses();
  });

  it('is listed for its owner alone, newest first', async () => {
    const { userId } = await ask({ amount: 1_000 });
    await requestPayout({ userId, amount: 2_000, ...ACCOUNT });
    expect((await payoutsOf(userId)).map((payout) => payout.amount.toFixed())).toEqual(['2000', '1000']);
    expect(await payoutsOf(await makeUser())).toEqual([]);
  });

  it('keeps its amount, its owner and its outcome, whatever the application tries', async () => {
    const { userId } = await ask();
    await workerPasses();
    const application = db.openPool('application', 1);
    const change = (what: string) =>
      application.query(`UPDATE payouts SET ${what} WHERE user_id = ${userId}`);
    await expect(change('amount = 1')).rejects.toThrow('permission denied');
    await expect(change("status = 'REQUESTED'")).rejects.toThrow('is SENT already');
    await expect(application.query('DELETE FROM payouts')).rejects.toThrow('permission denied');
  });
});
