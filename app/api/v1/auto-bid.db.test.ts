import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { database } from '@/db/client';
import { issueToken } from '@/lib/accounts/tokens';
import {
  auctionEndpoint,
  autoBidEndpoint,
  closeAuctionEndpoint,
  listBidsEndpoint,
  placeBidEndpoint,
  stopAutoBidEndpoint,
} from '@/lib/api/endpoints/auctions';
import { listAttemptsEndpoint } from '@/lib/api/endpoints/receipts';
import { walletEndpoint } from '@/lib/api/endpoints/wallet';
import { ask } from '@/test/api';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';

testDatabase();
testRedis();

type Person = { id: string; token: string };

async function person(balance = 0): Promise<Person> {
  const id = await makeUser({ balance });
  return { id, token: await issueToken({ id, sessionVersion: 1 }) };
}

const autoBid = (id: string, { token }: Person, maximum: unknown, key?: string) =>
  ask(autoBidEndpoint, {
    id,
    token,
    body: { maximum },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });

const bid = (id: string, { token }: Person, amount: number) =>
  ask(placeBidEndpoint, { id, token, body: { amount } });

const stop = (id: string, { token }: Person) => ask(stopAutoBidEndpoint, { id, token });

async function suspend({ id }: Person): Promise<void> {
  await database().execute(sql`UPDATE users SET suspended_at = now() WHERE id = ${id}`);
}

async function lockedOf({ token }: Person) {
  return (await ask(walletEndpoint, { token })).answer.lockedBalance;
}

async function youIn(id: string, { token }: Person) {
  return (await ask(auctionEndpoint, { id, token })).answer.you;
}

const EXAMPLE = { startPrice: 30_000, bidUnit: 1_000, instantPrice: 100_000 };

test('maxima fight, and each answer says where its sender stands', async () => {
  const seller = await person();
  const { id } = await makeAuction({ ...EXAMPLE, sellerId: seller.id });
  const [a, b, c] = [await person(200_000), await person(100_000), await person(60_000)];

  const first = (await autoBid(id, a, 80_000)).answer;
  expect(first).toMatchObject({ leading: true, bid: { amount: 30_000, kind: 'MANUAL' } });
  expect(await youIn(id, a)).toMatchObject({ leading: true, locked: 80_000, autoBid: 80_000 });

  const attack = (await bid(id, b, 52_000)).answer;
  expect(attack).toMatchObject({
    leading: false,
    bid: { amount: 52_000, kind: 'MANUAL' },
    auction: { price: 53_000, minimumNext: 54_000, leader: first.auction.leader },
  });
  expect(await lockedOf(b)).toBe(0);

  const tied = (await autoBid(id, b, 80_000)).answer;
  expect(tied).toMatchObject({ leading: false, bid: null, auction: { price: 80_000 } });
  expect(await youIn(id, a)).toMatchObject({ leading: true, locked: 80_000, autoBid: null });

  expect((await autoBid(id, c, 90_000)).refusal).toMatchObject({
    code: 'INSUFFICIENT_BALANCE',
    available: 60_000,
    attemptId: expect.any(String),
  });

  expect((await autoBid(id, b, 95_000)).answer).toMatchObject({
    leading: true,
    bid: { amount: 81_000 },
    auction: { price: 81_000 },
  });
  expect([await lockedOf(a), await lockedOf(b)]).toEqual([0, 95_000]);

  const version = (await ask(auctionEndpoint, { id })).answer.version;
  expect((await autoBid(id, b, 85_000)).answer).toMatchObject({
    leading: true,
    bid: null,
    auction: { price: 81_000, version },
  });
  expect(await lockedOf(b)).toBe(85_000);

  await ask(closeAuctionEndpoint, { id, token: seller.token });
  expect((await ask(walletEndpoint, { token: b.token })).answer).toMatchObject({
    balance: 19_000,
    lockedBalance: 0,
  });
});

test('the history marks what an automatic bid placed, and tells bids of one version apart by their id', async () => {
  const { id } = await makeAuction(EXAMPLE);
  const [a, b] = [await person(80_000), await person(80_000)];
  await autoBid(id, a, 80_000);
  await bid(id, b, 52_000);
  const { items } = (await ask(listBidsEndpoint, { id })).answer;
  expect(items.map(({ amount, kind }) => [amount, kind])).toEqual([
    [53_000, 'AUTO'],
    [52_000, 'MANUAL'],
    [30_000, 'MANUAL'],
  ]);
  expect(items[0]?.version).toBe(items[1]?.version);
  expect(new Set(items.map((item) => item.id)).size).toBe(3);
});

test('nobody else reads a maximum, in any answer about the auction', async () => {
  const { id } = await makeAuction(EXAMPLE);
  const [a, b] = [await person(77_000), await person(80_000)];
  const own = (await autoBid(id, a, 77_000)).answer;
  const answers = [
    own.auction,
    (await bid(id, b, 52_000)).answer,
    (await ask(auctionEndpoint, { id })).answer,
    (await ask(auctionEndpoint, { id, token: b.token })).answer,
    (await ask(listBidsEndpoint, { id })).answer,
  ];
  for (const answer of answers) expect(JSON.stringify(answer)).not.toContain('77000');
  expect(await youIn(id, b)).toMatchObject({ leading: false, locked: 0, autoBid: null });
});

describe('a maximum is refused', () => {
  test.each([
    ['off the step, with the lower neighbour', 52_900, 'BID_NOT_ON_STEP', { nearest: 52_000 }],
    ['below the start price', 29_000, 'BID_TOO_LOW', { minimum: 30_000 }],
    ['at the buy-now price', 100_000, 'ABOVE_BUY_NOW', { instantPrice: 100_000 }],
    ['beyond the wallet', 61_000, 'INSUFFICIENT_BALANCE', { available: 60_000 }],
  ] as const)('%s', async (_, maximum, code, facts) => {
    const { id } = await makeAuction(EXAMPLE);
    const { refusal } = await autoBid(id, await person(60_000), maximum);
    expect(refusal).toMatchObject({ code, ...facts, attemptId: expect.any(String) });
  });

  test.each([{}, { maximum: '52000' }, { maximum: 52_000.5 }, { maximum: 0 }, { amount: 52_000 }])(
    'as malformed: %j',
    async (body) => {
      const { id } = await makeAuction(EXAMPLE);
      const { token } = await person(60_000);
      const { refusal } = await ask(autoBidEndpoint, { id, token, body });
      expect(refusal).toMatchObject({ code: 'INVALID_INPUT', fields: { maximum: 'amount' } });
    },
  );

  test('below the price for the leader, who may go down to it', async () => {
    const { id } = await makeAuction(EXAMPLE);
    const a = await person(60_000);
    await bid(id, a, 40_000);
    expect((await autoBid(id, a, 39_000)).refusal).toMatchObject({ code: 'BID_TOO_LOW', minimum: 40_000 });
    expect((await autoBid(id, a, 60_000)).answer).toMatchObject({ leading: true, bid: null });
    expect((await autoBid(id, a, 40_000)).answer).toMatchObject({ leading: true, bid: null });
    expect(await youIn(id, a)).toMatchObject({ locked: 40_000, autoBid: null });
  });
});

test('a maximum sent twice under one key counts once; another one under that key is refused', async () => {
  const { id } = await makeAuction(EXAMPLE);
  const a = await person(60_000);
  const first = await autoBid(id, a, 50_000, 'one key');
  expect((await autoBid(id, a, 50_000, 'one key')).answer).toEqual(first.answer);
  expect((await autoBid(id, a, 55_000, 'one key')).refusal?.code).toBe('IDEMPOTENCY_MISMATCH');
  expect((await ask(listBidsEndpoint, { id })).answer.items).toHaveLength(1);
});

describe('a suspended person', () => {
  const SUSPENDED = { code: 'FORBIDDEN', reason: 'SUSPENDED', attemptId: expect.any(String) };

  test('lowers the maximum of a bid that leads, and cannot raise it', async () => {
    const { id } = await makeAuction(EXAMPLE);
    const a = await person(90_000);
    await autoBid(id, a, 80_000);
    await suspend(a);
    expect((await autoBid(id, a, 50_000)).answer).toMatchObject({ leading: true, bid: null });
    expect(await lockedOf(a)).toBe(50_000);
    expect((await autoBid(id, a, 51_000)).refusal).toMatchObject(SUSPENDED);
    expect((await bid(id, a, 51_000)).refusal).toMatchObject(SUSPENDED);
    expect(await lockedOf(a)).toBe(50_000);
  });

  test('bids against nobody, and each try is an attempt', async () => {
    const { id } = await makeAuction(EXAMPLE);
    const [a, b] = [await person(80_000), await person(80_000)];
    await bid(id, a, 40_000);
    await suspend(b);
    expect((await bid(id, b, 41_000)).refusal).toMatchObject(SUSPENDED);
    expect((await autoBid(id, b, 60_000)).refusal).toMatchObject(SUSPENDED);
    const { items } = (await ask(listAttemptsEndpoint, { id, token: b.token })).answer;
    expect(items).toMatchObject([
      { command: 'autoBid', amount: 60_000, code: 'FORBIDDEN' },
      { command: 'bid', amount: 41_000, code: 'FORBIDDEN' },
    ]);
    expect(await lockedOf(b)).toBe(0);
  });
});

describe('stopping', () => {
  test('frees what is above the price, and the bid goes on leading', async () => {
    const { id } = await makeAuction(EXAMPLE);
    const [a, b] = [await person(80_000), await person(80_000)];
    await autoBid(id, a, 80_000);
    expect((await stop(id, a)).answer.auction).toMatchObject({ price: 30_000, bidCount: 1 });
    expect(await youIn(id, a)).toMatchObject({ leading: true, locked: 30_000, autoBid: null });
    expect(await lockedOf(a)).toBe(30_000);
    expect((await stop(id, a)).refusal).toBeNull();
    expect((await bid(id, b, 31_000)).answer.leading).toBe(true);
    expect((await stop(id, a)).refusal?.code).toBe('NOT_FOUND');
  });

  test('is open to a suspended person', async () => {
    const { id } = await makeAuction(EXAMPLE);
    const a = await person(80_000);
    await autoBid(id, a, 60_000);
    await suspend(a);
    expect((await stop(id, a)).refusal).toBeNull();
    expect(await lockedOf(a)).toBe(30_000);
  });

  test('is refused after the end', async () => {
    const { id } = await makeAuction({ ...EXAMPLE, startsIn: -600, endsIn: -1 });
    expect((await stop(id, await person())).refusal?.code).toBe('AUCTION_ENDED');
  });
});
