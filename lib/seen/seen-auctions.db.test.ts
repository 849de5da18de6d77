import { expect, it } from 'vitest';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { watchAuction } from '@/lib/watchlist/watch';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser } from '@/test/market';
import { seenAuctions } from './seen-auctions';

testDatabase();

it('shows the viewed items in their order, also ended and saved ones, without unknown ids', async () => {
  const viewerId = await makeUser();
  const first = await makeAuction();
  const cancelled = await makeAuction();
  const saved = await makeAuction();
  await cancelAuction({ auctionId: cancelled.id, userId: cancelled.sellerId });
  await watchAuction({ auctionId: saved.id, userId: viewerId });
  const ids = [saved.id, '999999999999999999', cancelled.id, first.id];

  const seen = await seenAuctions({ ids, viewerId, limit: 10 });
  expect(seen.map(({ id, status, watching }) => [id, status, watching])).toEqual([
    [saved.id, 'ACTIVE', true],
    [cancelled.id, 'CANCELLED', false],
    [first.id, 'ACTIVE', false],
  ]);
  const shown = await seenAuctions({ ids, viewerId: null, limit: 1 });
  expect(shown.map(({ id, watching }) => [id, watching])).toEqual([[saved.id, false]]);
  expect(await seenAuctions({ ids: [], viewerId, limit: 10 })).toEqual([]);
});
