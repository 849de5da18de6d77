import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { timePositionSchema } from '@/lib/paging/by-time';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUsers, only } from '@/test/market';
import { listNotifications } from './list';
import { markRead } from './mark-read';
import { type NewNotification, notify } from './notify';

testDatabase();

async function tell(recipientId: string, titles: readonly string[]): Promise<void> {
  const { id: auctionId } = await makeAuction();
  const notifications: NewNotification[] = titles.map((title) => ({
    recipientId,
    kind: 'WON',
    params: { title },
    link: `/auctions/${auctionId}`,
    auctionId,
  }));
  await withTransaction((tx) => notify(tx, notifications));
}

async function titlesOf(userId: string, unreadOnly = false): Promise<string[]> {
  const { items } = await listNotifications({ userId, unreadOnly, limit: 100 });
  return items.map(({ params }) => params.title);
}

test('a person reads and marks their own notifications, and none of anybody else', async () => {
  const [mine = '', theirs = ''] = await makeUsers(2);
  await tell(mine, ['하나', '둘']);
  await tell(theirs, ['남의 것']);
  const { items } = await listNotifications({ userId: theirs, limit: 10 });
  const stolen = items.map(({ id }) => id);
  expect(await markRead(mine, { ids: stolen })).toEqual({ ok: true });
  expect(await titlesOf(theirs, true)).toEqual(['남의 것']);
  expect(await titlesOf(mine)).toHaveLength(2);
});

test('some or all are marked as read', async () => {
  const [userId = ''] = await makeUsers(1);
  await tell(userId, ['하나', '둘', '셋']);
  const [newest] = (await listNotifications({ userId, limit: 1 })).items;
  await markRead(userId, { ids: [newest?.id] });
  expect(await titlesOf(userId, true)).toHaveLength(2);
  await markRead(userId, { all: true });
  expect(await titlesOf(userId, true)).toEqual([]);
  expect(await titlesOf(userId)).toHaveLength(3);
});

test('of the notifications about an auction, those after the state that the reader has seen stay unread', async () => {
  const [userId = ''] = await makeUsers(1);
  const { id: auctionId } = await makeAuction();
  const about = (title: string): NewNotification => ({
    recipientId: userId,
    kind: 'WON',
    params: { title },
    link: `/auctions/${auctionId}`,
    auctionId,
  });
  await tell(userId, ['다른 경매']);
  await withTransaction((tx) => notify(tx, [about('본 것')]));
  // States carry milliseconds, notifications have more: this one is not in the millisecond of the state.
  const { rows } = await database().execute<{ next: string }>(
    sql`SELECT date_trunc('milliseconds', clock_timestamp()) + interval '1 ms' AS next`,
  );
  const { next } = only(rows);
  const asOf = new Date(next).toISOString();
  const hasPassed = sql`SELECT clock_timestamp() > ${next}::timestamptz AS passed`;
  await vi.waitFor(async () =>
    expect(only((await database().execute<{ passed: boolean }>(hasPassed)).rows).passed).toBe(true),
  );
  await withTransaction((tx) => notify(tx, [about('못 본 것')]));
  await markRead(userId, { auctionId, asOf });
  expect(await titlesOf(userId, true)).toEqual(['못 본 것', '다른 경매']);
  await markRead(userId, { auctionId });
  expect(await titlesOf(userId, true)).toEqual(['다른 경매']);
});

test.each([
  {},
  { ids: [] },
  { ids: ['abc'] },
  { ids: ['9223372036854775808'] },
  { auctionId: '1', asOf: 'soon' },
  { all: false },
  null,
])('%j marks nothing', async (input) => {
  const [userId = ''] = await makeUsers(1);
  expect(await markRead(userId, input)).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
});

test('notifications of the same moment are neither lost nor repeated between pages', async () => {
  const [userId = ''] = await makeUsers(1);
  const titles = Array.from({ length: 7 }, (_, index) => `소식 ${index}`);
  await tell(userId, titles);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const after = cursor === null ? undefined : timePositionSchema.parse(cursor);
    const page = await listNotifications({ userId, limit: 2, after });
    seen.push(...page.items.map(({ params }) => params.title));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen.toSorted()).toEqual(titles);
});

test('a transaction that is rolled back notifies nobody', async () => {
  const [userId = ''] = await makeUsers(1);
  const { id: auctionId } = await makeAuction();
  const failing = withTransaction(async (tx) => {
    const notification = {
      recipientId: userId,
      kind: 'WON',
      params: { title: '없던 일' },
      link: '/',
      auctionId,
    } as const;
    await notify(tx, [notification]);
    throw new Error('changed our mind');
  });
  await expect(failing).rejects.toThrow('changed our mind');
  expect(await titlesOf(userId)).toEqual([]);
});
