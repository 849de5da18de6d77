import { beforeAll, expect, test } from 'vitest';
import { autoBid } from '@/lib/bidding/auto-bid';
import { placeBid } from '@/lib/bidding/place-bid';
import { testDatabase } from '@/test/database';
import { deposit, endNow, makeAuction, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import type { Attempt } from './traders';
import { behind, brokenPromises, mistaken, overdue, truthOf } from './verdict';

// The judge of a storm must itself be able to find faults.

const db = testDatabase();
testRedis();
let userId: string;
let auctionId: string;

beforeAll(async () => {
  userId = await makeUser({ balance: 100_000 });
  auctionId = (await makeAuction()).id;
  expect(await placeBid({ userId, auctionId, amount: 10_000 })).toMatchObject({ ok: true });
});

function bid(told: Attempt['told'], amount = 10_000): Attempt {
  return { kind: 'bid', userId, auctionId, amount, told };
}

function paidIn(told: Attempt['told'], amount: number): Attempt {
  return { kind: 'deposit', userId, auctionId: null, amount, told };
}

function all(): Attempt {
  return paidIn('done', 100_000);
}

function judge(attempts: Attempt[]): Promise<string[]> {
  return brokenPromises(db.ownerDatabaseUrl, '0', attempts);
}

test.each(['done', 'unknown'] as const)(
  'a change that is there and was answered with %s is in order',
  async (told) => {
    expect(await judge([bid(told), all()])).toEqual([]);
  },
);

test('a change that is there once may have been refused before', async () => {
  expect(await judge([bid('refused'), bid('done'), all()])).toEqual([]);
});

test('a change that was acknowledged and is missing is found', async () => {
  const missing = `acknowledged and missing: bid of 11000 by ${userId} on auction ${auctionId}`;
  expect(await judge([bid('done'), bid('done', 11_000), all()])).toEqual([missing]);
  expect(await judge([bid('done'), all(), paidIn('done', 7)])).toEqual([
    `acknowledged and missing: deposit of 7 by ${userId}`,
  ]);
});

test('a change that was refused and is there, and a change that nobody requested, are found', async () => {
  expect(await judge([bid('refused')])).toEqual([
    `refused and there: bid of 10000 by ${userId} on auction ${auctionId}`,
    `nobody asked for: deposit of 100000 by ${userId}`,
  ]);
});

test('a bid that an answer showed and that is in no history is found', async () => {
  expect(await judge([{ ...bid('done'), placed: 10_000 }, all()])).toEqual([]);
  expect(await judge([{ ...bid('done'), placed: 11_000 }, all()])).toEqual([
    `shown and in no history: bid of 11000 by ${userId} on auction ${auctionId}`,
  ]);
});

test('a change that is there twice is found', async () => {
  await deposit({ userId, amount: 100_000 });
  expect(await judge([bid('done'), all()])).toEqual([`there 2 times: deposit of 100000 by ${userId}`]);
});

test('a maximum may be sent twice, and counts as often as it was acknowledged', async () => {
  const rich = await makeUser({ balance: 100_000 });
  const { id } = await makeAuction();
  const maximum = { userId: rich, auctionId: id, maximum: 20_000 };
  await autoBid(maximum);
  const once: Attempt[] = [bid('done'), all(), all(), { ...all(), userId: rich }];
  const done: Attempt = { kind: 'autoBid', userId: rich, auctionId: id, amount: 20_000, told: 'done' };
  const name = `autoBid of 20000 by ${rich} on auction ${id}`;
  expect(await judge([...once, done])).toEqual([]);
  expect(await judge([...once, done, done])).toEqual([`acknowledged and missing: ${name}`]);
  await autoBid(maximum);
  expect(await judge([...once, done, done])).toEqual([]);
  expect(await judge([...once, done])).toEqual([`there 2 times: ${name}`]);
});

test('a watcher who sees an old or wrong state is found', async () => {
  const truth = await truthOf(db.ownerDatabaseUrl, [auctionId]);
  const [price, status] = [10_000, 'ACTIVE'];
  const version = truth.get(auctionId)?.version ?? 0;
  const right = { watcher: 0, auctionId, version, price, status };
  const old = { ...right, version: version - 1 };
  expect([behind([right], truth), mistaken([right], truth)]).toEqual([[], []]);
  expect([behind([old], truth).length, mistaken([old], truth).length]).toEqual([1, 1]);
  for (const wrong of [{ price: 11_000 }, { status: 'ENDED' }]) {
    expect(mistaken([{ ...right, ...wrong }], truth)).toHaveLength(1);
  }
});

test('an auction whose end has passed is found', async () => {
  expect(await overdue(db.ownerDatabaseUrl, 0)).toEqual([]);
  const { id } = await makeAuction();
  await endNow(id);
  expect(await overdue(db.ownerDatabaseUrl, 0)).toEqual([expect.stringContaining(`"${id}"`)]);
});
