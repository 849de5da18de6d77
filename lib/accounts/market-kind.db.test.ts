import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { database, databasePool } from '@/db/client';
import { testDatabase } from '@/test/database';
import { deposit, makeUser, pastTheTriggers } from '@/test/market';
import { DEMO_LOGINS } from './demo-logins';
import { claimMarket, kindOf, type MarketKind } from './market-kind';

testDatabase({ audit: false });

beforeEach(() => pastTheTriggers('DELETE FROM market'));

const claim = (kind: MarketKind) => claimMarket(databasePool(), kind);

async function kept(): Promise<unknown> {
  const { rows } = await database().execute<{ kind: string }>(sql`SELECT kind FROM market`);
  return rows.map(({ kind }) => kind);
}

// In this order: the database has no people until the test below that makes the first.
test('a market without people becomes what the settings ask for, as often as they change', async () => {
  for (const kind of ['REAL', 'DEMO', 'DEMO', 'REAL'] as const) {
    await claim(kind);
    expect(await kept()).toEqual([kind]);
  }
});

test('a market with people keeps its kind, and several processes may start at once', async () => {
  await Promise.all([claim('REAL'), claim('REAL'), claim('REAL')]);
  await makeUser();
  await claim('REAL');
  await expect(claim('DEMO')).rejects.toThrow(/^This database holds a real market.*DEMO_MODE=false/);
  await expect(claim('LOAD_TEST')).rejects.toThrow(/real market/);
  await expect(database().execute(sql`UPDATE market SET kind = 'DEMO'`)).rejects.toThrow();
  expect(await kept()).toEqual(['REAL']);
});

test('a database of an earlier release with money of the demo provider is no real market', async () => {
  await deposit({ userId: await makeUser(), amount: 1_000 });
  await expect(claim('REAL')).rejects.toThrow(/made up, by PAYMENT_PROVIDER=demo.*Name another database/);
  expect(await kept()).toEqual([]);
  await claim('LOAD_TEST');
  await claim('LOAD_TEST');
  await expect(claim('REAL')).rejects.toThrow(/made up/);
});

test('a demo market of an earlier release is known by its public logins, also where the money may be made up', async () => {
  for (const { username } of DEMO_LOGINS) {
    await database().execute(sql`UPDATE users SET username = ${username} WHERE id = ${await makeUser()}`);
  }
  await deposit({ userId: await makeUser(), amount: 1_000 });
  for (const kind of ['REAL', 'LOAD_TEST'] as const) {
    await expect(claim(kind)).rejects.toThrow(
      /^This database holds a demo market: anybody knows the passwords/,
    );
  }
  await claim('DEMO');
  expect(await kept()).toEqual(['DEMO']);
});

test('a database with payments of Toss is a real market, whatever the settings say', async () => {
  await pastTheTriggers(`UPDATE payment_orders SET provider = 'TOSS' WHERE status = 'PAID'`);
  await expect(claim('DEMO')).rejects.toThrow(/real market/);
});

test('the settings say which kind of market is meant', () => {
  expect(kindOf({ DEMO_MODE: true, PAYMENT_PROVIDER: 'none' })).toBe('DEMO');
  expect(kindOf({ DEMO_MODE: false, PAYMENT_PROVIDER: 'demo' })).toBe('LOAD_TEST');
  expect(kindOf({ DEMO_MODE: false, PAYMENT_PROVIDER: 'toss' })).toBe('REAL');
});
