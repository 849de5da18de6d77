import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { database } from '@/db/client';
import { issueToken } from '@/lib/accounts/tokens';
import { meEndpoint } from '@/lib/api/endpoints/accounts';
import { depositEndpoint, walletEndpoint } from '@/lib/api/endpoints/wallet';
import { ENDPOINTS } from '@/lib/api/openapi';
import { ask, SITE } from '@/test/api';
import { testDatabase } from '@/test/database';
import { makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';

const db = testDatabase();
testRedis();
beforeAll(() => {
  process.env.PAYMENT_PROVIDER = 'demo';
});

async function person(): Promise<string> {
  return issueToken({ id: await makeUser({ balance: 50_000 }), sessionVersion: 1 });
}

/** The answers of these are in the code or, after the first request, in the memory of the process. */
const WITHOUT_DATABASE = ['openApi', 'pushKey', 'listRegions', 'listCategories'];
const endpoints = ENDPOINTS.filter(({ name }) => !WITHOUT_DATABASE.includes(name)).map(
  ({ name, endpoint }) => ({
    name,
    endpoint,
    asked: { id: endpoint.path.includes('{id}') ? '1' : '', body: endpoint.example },
  }),
);

describe('while the database is away', () => {
  test.each(endpoints)(
    '$name says that it is away and when to try again, and does not mention bids',
    async ({ endpoint, asked }) => {
      const token = await person();
      const proxy = await db.throughProxy();
      await proxy.down();
      const answered = await ask(endpoint, { ...asked, token, headers: { 'accept-language': 'ko' } });
      expect([answered.status, answered.refusal?.code]).toEqual([503, 'BUSY']);
      expect(answered.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      expect(answered.refusal?.message).toBe('지금은 처리하지 못했어요. 잠시 후 다시 시도해 주세요.');

      await proxy.up();
      const again = await ask(endpoint, { ...asked, token });
      expect(again.status).toBeLessThan(500);
    },
  );

  test.each(ENDPOINTS.filter(({ name }) => WITHOUT_DATABASE.includes(name)))(
    '$name is answered all the same',
    async ({ endpoint }) => {
      expect((await ask(endpoint)).status).toBe(200);
      const proxy = await db.throughProxy();
      await proxy.down();
      expect((await ask(endpoint)).status).toBe(200);
    },
  );

  test('an upload of a picture is answered the same way', async () => {
    const token = await person();
    const proxy = await db.throughProxy();
    await proxy.down();
    const { POST } = await import('@/app/api/uploads/route');
    const request = new Request(`${SITE}/api/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: 'no picture',
    });
    const response = await POST(request, { params: Promise.resolve({}) });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  });
});

test('a change whose connection the server ends is answered with BUSY and was not made', async () => {
  const token = await person();
  const before = (await ask(walletEndpoint, { token })).answer;
  const owner = db.openPool('owner', 1);
  const locker = await owner.connect();
  await locker.query('BEGIN; LOCK TABLE transactions IN ACCESS EXCLUSIVE MODE');
  const asked = ask(depositEndpoint, { token, body: { amount: 10_000 } });
  await expect
    .poll(async () => {
      const { rows } = await locker.query(
        `SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length;
    })
    .toBe(1);
  await locker.query('ROLLBACK');
  locker.release();
  const answered = await asked;
  expect([answered.status, answered.refusal?.code, answered.refusal?.reason]).toEqual([
    503,
    'BUSY',
    undefined,
  ]);
  const { answer: after } = await ask(walletEndpoint, { token });
  expect(after).toEqual({ ...before, serverTime: after?.serverTime });
});

test('an unknown outcome of a deposit is answered as unknown, and the same key finds the outcome', async () => {
  const token = await person();
  const proxy = await db.throughProxy();
  await database().execute(sql`SELECT 1`);
  const headers = { 'idempotency-key': 'of this deposit', 'accept-language': 'ko' };
  const cut = proxy.cutAfter('COMMIT').then(() => proxy.down());
  const answered = await ask(depositEndpoint, { token, body: { amount: 10_000 }, headers });
  await cut;
  expect(answered.refusal).toMatchObject({
    code: 'BUSY',
    reason: 'UNKNOWN',
    message: '처리됐는지 확인하지 못했어요. 내역을 먼저 확인해 주세요.',
  });
  expect(answered.headers.get('retry-after')).toBe('1');
  await proxy.up();
  const again = await ask(depositEndpoint, { token, body: { amount: 10_000 }, headers });
  expect(again.answer.balance).toBe(60_000);
});

test('a token is accepted as soon as the database is back', async () => {
  const token = await person();
  const proxy = await db.throughProxy();
  await proxy.down();
  expect((await ask(meEndpoint, { token })).status).toBe(503);
  await proxy.up();
  expect((await ask(meEndpoint, { token })).status).toBe(200);
});
