import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import { buyNow } from '@/lib/bidding/buy-now';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser, pastTheTriggers } from '@/test/market';
import { suggestPrice } from './price-suggestion';

testDatabase();

type Similar = Omit<Parameters<typeof suggestPrice>[0], 'address'>;
const address = '203.0.113.1';

async function makeItem({ category, condition }: Similar, instantPrice = 9_000_000) {
  const auction = await makeAuction({ startPrice: 1_000, instantPrice });
  await database().execute(sql`
    UPDATE auctions SET category = ${category}, condition = ${condition} WHERE id = ${auction.id}`);
  return { auctionId: auction.id, userId: auction.sellerId };
}

async function bidOn(similar: Similar, price: number) {
  const item = await makeItem(similar);
  const userId = await makeUser({ balance: price });
  await placeBid({ auctionId: item.auctionId, userId, amount: price });
  return item;
}

async function sell(similar: Similar, price: number): Promise<string> {
  const item = await bidOn(similar, price);
  await closeEarly(item);
  return item.auctionId;
}

describe('the suggested price', () => {
  it('is absent below five sales, and consists of prices that were paid', async () => {
    const similar = { category: 'golf', condition: 'USED_B' } as const;
    for (const price of [10_000, 20_000, 30_000, 40_000]) await sell(similar, price);
    expect(await suggestPrice({ ...similar, address })).toBeNull();
    await sell(similar, 90_000);
    const suggestion = await suggestPrice({ ...similar, address });
    expect(suggestion?.sales).toBe(5);
    expect([suggestion?.lowerQuartile, suggestion?.median, suggestion?.upperQuartile].map(Number)).toEqual([
      20_000, 30_000, 40_000,
    ]);
  });

  it('comes from sales in the same condition, and works for a parent category as well', async () => {
    expect(await suggestPrice({ address, category: 'sports-leisure', condition: 'USED_B' })).toMatchObject({
      sales: 5,
    });
    expect(await suggestPrice({ address, category: 'golf', condition: 'NEW' })).toBeNull();
    expect(await suggestPrice({ address, category: 'camera', condition: 'USED_B' })).toBeNull();
  });

  it('counts buy-now sales, but no price that nobody paid and no sale of long ago', async () => {
    const similar = { category: 'camera', condition: 'NEW' } as const;
    for (const price of [10_000, 20_000, 30_000]) await sell(similar, price);
    await bidOn(similar, 500_000);
    await closeEarly(await makeItem(similar));
    await cancelAuction(await makeItem(similar));
    const longAgo = await sell(similar, 500_000);
    await pastTheTriggers(`
      UPDATE auctions SET start_time = now() - interval '200 days', end_time = now() - interval '190 days',
        original_end_time = now() - interval '190 days'
        WHERE id = ${longAgo};
      UPDATE bids SET created_at = now() - interval '195 days' WHERE auction_id = ${longAgo}`);
    const bought = await makeItem(similar, 40_000);
    await buyNow({ auctionId: bought.auctionId, userId: await makeUser({ balance: 40_000 }) });
    expect(await suggestPrice({ ...similar, address })).toBeNull();
    await sell(similar, 25_000);
    expect(await suggestPrice({ ...similar, address })).toMatchObject({ sales: 5 });
    expect(Number((await suggestPrice({ ...similar, address }))?.upperQuartile)).toBe(30_000);
  });
});
