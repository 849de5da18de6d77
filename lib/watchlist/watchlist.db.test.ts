import { expect, test } from 'vitest';
import { auctionDetail } from '@/lib/auctions/detail';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser, makeUsers } from '@/test/market';
import { unwatchAuction } from './unwatch';
import { watchAuction } from './watch';

testDatabase();

test('an auction is saved once for any number of requests, and can be removed', async () => {
  const [userId = '', other = ''] = await makeUsers(2);
  const { id: auctionId } = await makeAuction();
  await watchAuction({ auctionId, userId: other });
  for (let time = 0; time < 2; time += 1) {
    expect(await watchAuction({ auctionId, userId })).toEqual({ ok: true });
  }
  expect(await auctionDetail(auctionId, userId)).toMatchObject({ watchCount: 2, you: { watching: true } });
  for (let time = 0; time < 2; time += 1) {
    expect(await unwatchAuction({ auctionId, userId })).toEqual({ ok: true });
  }
  expect(await auctionDetail(auctionId, userId)).toMatchObject({ watchCount: 1, you: { watching: false } });
});

test('an auction that does not exist cannot be saved', async () => {
  const userId = await makeUser();
  for (const auctionId of ['999999', 'abc', '0', '99999999999999999999']) {
    expect(await watchAuction({ auctionId, userId })).toEqual({ ok: false, code: 'NOT_FOUND' });
  }
});
