import { expect, test } from 'vitest';
import { placeBid } from '@/lib/bidding/place-bid';
import { pseudonymKey } from '@/lib/pseudonym';
import { askQuestion } from '@/lib/questions/ask';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser, makeUsers } from '@/test/market';
import { testRedis } from '@/test/redis';
import { blockedIn, blockPerson } from './block-person';
import { listBlocks } from './list';
import { unblockPerson } from './unblock-person';

testDatabase();
testRedis();

test('a bidder whom a seller blocks by pseudonym cannot bid on any of their items until unblocked', async () => {
  const bidder = await makeUser({ balance: 100_000 });
  const { id: auctionId, sellerId } = await makeAuction();
  const { id: nextId } = await makeAuction({ sellerId });
  const { id: elsewhere } = await makeAuction();
  await placeBid({ auctionId, userId: bidder, amount: 10_000 });

  const personKey = pseudonymKey(auctionId, bidder);
  for (let time = 0; time < 2; time += 1) {
    expect(await blockPerson({ sellerId, auctionId, personKey })).toEqual({ ok: true });
  }
  expect(await blockedIn(auctionId, sellerId)).toEqual([personKey]);
  expect(await placeBid({ auctionId: nextId, userId: bidder, amount: 10_000 })).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await placeBid({ auctionId: elsewhere, userId: bidder, amount: 10_000 })).toMatchObject({
    ok: true,
  });

  const [blocked, ...others] = await listBlocks(sellerId);
  expect(others).toEqual([]);
  expect(blocked).toMatchObject({ name: 'p**', metAt: { auctionId } });
  // The list must not hold their id: it would lead to their public profile.
  expect(Object.keys(blocked ?? {})).toEqual(['key', 'name', 'metAt', 'createdAt']);

  const stranger = await makeUser();
  await unblockPerson({ sellerId: stranger, key: blocked?.key ?? '' });
  expect(await listBlocks(sellerId)).toHaveLength(1);
  await unblockPerson({ sellerId, key: blocked?.key ?? '' });
  expect(await listBlocks(sellerId)).toEqual([]);
  expect(await placeBid({ auctionId: nextId, userId: bidder, amount: 10_000 })).toMatchObject({ ok: true });
});

test('a person who only asked can be blocked; a stranger, the seller, and a key of another auction cannot', async () => {
  const [asker = '', nobody = ''] = await makeUsers(2);
  const { id: auctionId, sellerId } = await makeAuction();
  const { id: otherId } = await makeAuction({ sellerId });
  await askQuestion({ auctionId, userId: asker, content: '크기가 어떻게 되나요?' });
  const block = (personKey: string, changes: object = {}) =>
    blockPerson({ sellerId, auctionId, personKey, ...changes });

  expect(await block(pseudonymKey(auctionId, asker), { sellerId: nobody })).toMatchObject({
    code: 'FORBIDDEN',
  });
  for (const key of [
    pseudonymKey(auctionId, nobody),
    pseudonymKey(otherId, asker),
    pseudonymKey(auctionId, sellerId),
    '',
  ]) {
    expect(await block(key)).toMatchObject({ code: 'NOT_FOUND' });
  }
  expect(await block(pseudonymKey(auctionId, asker), { auctionId: '999999' })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await listBlocks(sellerId)).toEqual([]);
  expect(await block(pseudonymKey(auctionId, asker))).toEqual({ ok: true });
});
