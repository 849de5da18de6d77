import { expect, it } from 'vitest';
import { closeEarly } from '@/lib/bidding/close-auction';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser } from '@/test/market';
import { countSaved } from './count-saved';
import { savedAuctions } from './saved';
import { unwatchAuction } from './unwatch';
import { watchAuction } from './watch';

testDatabase();

it('shows the saved items: the soonest end first, items that are over last', async () => {
  const userId = await makeUser();
  const over = await makeAuction({ endsIn: 60 });
  const later = await makeAuction({ endsIn: 9_000 });
  const soon = await makeAuction({ endsIn: 600 });
  const dropped = await makeAuction();
  for (const { id } of [over, later, soon, dropped]) await watchAuction({ auctionId: id, userId });
  await closeEarly({ auctionId: over.id, userId: over.sellerId });
  await unwatchAuction({ auctionId: dropped.id, userId });

  const saved = await savedAuctions({ userId, limit: 10 });
  expect(saved.map((card) => card.id)).toEqual([soon.id, later.id, over.id]);
  expect(saved.every((card) => card.watching)).toBe(true);
  expect(await savedAuctions({ userId, limit: 1 })).toHaveLength(1);
  expect(await countSaved(userId)).toBe(3);
});
