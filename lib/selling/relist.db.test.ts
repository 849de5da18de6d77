import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import { createAuction } from '@/lib/auctions/create';
import { newImageKey } from '@/lib/auctions/images/storage';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { testDatabase } from '@/test/database';
import { holdWallets } from '@/test/locks';
import { makeAuction, makeUser, pastTheTriggers } from '@/test/market';
import { listingItems } from './listing-tabs';
import { relist } from './relist';

const db = testDatabase();

const DAY_MS = 24 * 60 * 60 * 1000;

async function unsold(options: Parameters<typeof makeAuction>[0] = {}) {
  const auction = await makeAuction(options);
  await closeEarly({ auctionId: auction.id, userId: auction.sellerId });
  return { auctionId: auction.id, sellerId: auction.sellerId };
}

async function again(item: { auctionId: string; sellerId: string }) {
  const answer = await relist(item);
  if (!answer.ok) throw new Error(answer.code);
  return answer.auction;
}

async function relistedAs(item: { auctionId: string; sellerId: string }) {
  const { items } = await listingItems({ sellerId: item.sellerId, listingTab: 'UNSOLD', limit: 9 });
  return items.find(({ auction }) => auction.id === item.auctionId)?.relistedAs;
}

describe('an unsold item that is relisted', () => {
  it('needs other prices if these leave no bid below the buy-now price', async () => {
    const item = await unsold({ startPrice: 10_000, instantPrice: 20_000, bidUnit: 50_000 });
    expect(await relist(item)).toEqual({
      ok: false,
      code: 'INVALID_INPUT',
      fields: { instantPrice: 'leavesNoBid' },
    });
  });

  it('is the same with its pictures, begins now and runs for about as long', async () => {
    const item = await unsold({ startPrice: 7_000, instantPrice: 70_000, bidUnit: 500, isNational: true });
    const keys = [newImageKey(), newImageKey()];
    await database().execute(sql`
      INSERT INTO auction_images (auction_id, position, key, width, height, blur)
      SELECT ${item.auctionId}, place - 1, key, 4, 3, 'data:'
      FROM unnest(${sql.param(keys)}::text[]) WITH ORDINALITY AS v (key, place)`);
    await pastTheTriggers(
      `UPDATE auctions SET start_time = ended_at - interval '6 days 20 hours' WHERE id = ${item.auctionId}`,
    );
    const auction = await again(item);
    expect(auction.id).not.toBe(item.auctionId);
    expect(auction).toMatchObject({ title: '원목 의자', status: 'ACTIVE', bidCount: 0, isNational: true });
    // The rule of today; the old auction had none.
    expect(auction).toMatchObject({ extendWindowMs: 60_000, extendCapMs: 1_800_000 });
    expect([auction.startPrice, auction.instantPrice, auction.bidUnit].map(String)).toEqual([
      '7000',
      '70000',
      '500',
    ]);
    expect(auction.images.map(({ key }) => key)).toEqual(keys);
    const runs = auction.endTime.getTime() - auction.startTime.getTime();
    expect(Math.abs(runs - 7 * DAY_MS)).toBeLessThan(60_000);
    expect(await relistedAs(item)).toBe(auction.id);
  });

  it('is one auction for any number of simultaneous requests', async () => {
    const item = await unsold();
    const answers = await Promise.all(Array.from({ length: 8 }, () => again(item)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await again(item)).id).toBe(answers[0]?.id);
  });

  it('is BUSY while somebody else holds the seller’s wallet, and is relisted once it is let go', async () => {
    const item = await unsold();
    const letGo = await holdWallets(db, item.sellerId);
    expect(await relist(item)).toMatchObject({ ok: false, code: 'BUSY' });
    await letGo();
    expect(await relistedAs(item)).toBeNull();
    const auction = await again(item);
    expect(await relistedAs(item)).toBe(auction.id);
  });

  it('may be relisted again after the new auction was cancelled or did not sell', async () => {
    const item = await unsold();
    const first = await again(item);
    await cancelAuction({ auctionId: first.id, userId: item.sellerId });
    expect(await relistedAs(item)).toBeNull();
    const second = await again(item);
    expect(second.id).not.toBe(first.id);
    await closeEarly({ auctionId: second.id, userId: item.sellerId });
    const third = await again({ auctionId: second.id, sellerId: item.sellerId });
    expect(new Set([first.id, second.id, third.id]).size).toBe(3);
  });

  it('counts as relisted from a changed copy as well, unless it has a relisting', async () => {
    const item = await unsold();
    const copy = (title: string, relists: string) =>
      createAuction({
        sellerId: item.sellerId,
        relists,
        input: {
          title,
          description: '',
          startPrice: 5_000,
          endTime: new Date(Date.now() + DAY_MS).toISOString(),
          category: 'desk-chair',
          isNational: false,
          condition: 'USED_B',
          shippingPayer: 'BUYER',
        },
      });
    const answers = await Promise.all(
      ['값 내린 의자', '또 내린 의자'].map((title) => copy(title, item.auctionId)),
    );
    const ids = answers.map((answer) => (answer.ok ? answer.auction.id : answer.code));
    const offered = await relistedAs(item);
    expect(ids).toContain(offered);
    expect((await again(item)).id).toBe(offered);
    for (const nobodys of ['999999', 'abc', (await unsold()).auctionId]) {
      expect(await copy('의자', nobodys)).toMatchObject({ ok: true });
    }
  });

  it('cannot be a sold, running or unknown item, or an item of another seller', async () => {
    const [sellerId, bidder] = [await makeUser(), await makeUser({ balance: 50_000 })];
    const sold = await makeAuction({ sellerId });
    await placeBid({ auctionId: sold.id, userId: bidder, amount: 10_000 });
    await closeEarly({ auctionId: sold.id, userId: sellerId });
    const running = await makeAuction({ sellerId });
    const foreign = await unsold();
    for (const auctionId of [sold.id, running.id, foreign.auctionId, '999999', '', 'abc', '9'.repeat(40)]) {
      expect(await relist({ auctionId, sellerId }), auctionId).toEqual({ ok: false, code: 'NOT_FOUND' });
    }
  });
});
