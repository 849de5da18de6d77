import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser, only } from '@/test/market';
import { testRedis } from '@/test/redis';
import { reportAuction, reportOf } from './report-auction';

testDatabase();
// The settings of the counters are read together with all others, which include the address of Redis.
testRedis();
const report = { reason: 'PROHIBITED', detail: ' 팔면 안 되는\r\n물건이에요 ' };

async function countReports(auctionId: string): Promise<number> {
  const { rows } = await database().execute<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM reports WHERE auction_id = ${auctionId}`,
  );
  return only(rows).count;
}

test('a person reports an item once, also when they press twice at the same moment', async () => {
  const userId = await makeUser();
  const { id: auctionId } = await makeAuction();
  expect(await reportOf({ auctionId, userId })).toBeNull();
  const answers = await Promise.all([1, 2].map(() => reportAuction({ auctionId, userId, report })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({
    code: 'ALREADY_TAKEN',
    fields: { reason: 'alreadyReported' },
  });
  expect(await countReports(auctionId)).toBe(1);
  expect(await reportOf({ auctionId, userId })).toMatchObject({ reason: 'PROHIBITED', status: 'OPEN' });
});

test('several people report the same item, in any state of it', async () => {
  const { id: auctionId } = await makeAuction({ startsIn: -120, endsIn: -60 });
  for (let person = 0; person < 3; person += 1) {
    expect(await reportAuction({ auctionId, userId: await makeUser(), report })).toMatchObject({ ok: true });
  }
  expect(await countReports(auctionId)).toBe(3);
});

test('nobody can report their own item, nor an item that does not exist', async () => {
  const { id: auctionId, sellerId } = await makeAuction();
  expect(await reportAuction({ auctionId, userId: sellerId, report })).toMatchObject({ code: 'FORBIDDEN' });
  for (const nowhere of ['999999', 'abc', '']) {
    expect(await reportAuction({ auctionId: nowhere, userId: sellerId, report })).toMatchObject({
      code: 'NOT_FOUND',
    });
  }
});

test.each([
  ['nothing', {}, 'reason'],
  ['an unknown reason', { reason: 'BORING', detail: '' }, 'reason'],
  ['"other" without a word', { reason: 'OTHER', detail: ' ' }, 'detail'],
  ['more than a thousand characters', { reason: 'FRAUD', detail: '가'.repeat(1001) }, 'detail'],
])('%s is refused as a report', async (_, given, field) => {
  const { id: auctionId } = await makeAuction();
  expect(await reportAuction({ auctionId, userId: await makeUser(), report: given })).toMatchObject({
    code: 'INVALID_INPUT',
    fields: { [field]: expect.any(String) },
  });
});

test('a person who reports item after item is slowed down', async () => {
  const userId = await makeUser();
  const { sellerId } = await makeAuction();
  for (let item = 0; item < 20; item += 1) {
    const { id: auctionId } = await makeAuction({ sellerId });
    expect(await reportAuction({ auctionId, userId, report })).toMatchObject({ ok: true });
  }
  const { id: auctionId } = await makeAuction({ sellerId });
  expect(await reportAuction({ auctionId, userId, report })).toMatchObject({ code: 'RATE_LIMITED' });
});
