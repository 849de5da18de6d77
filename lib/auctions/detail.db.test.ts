import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import { database, databasePool } from '@/db/client';
import { buyNow } from '@/lib/bidding/buy-now';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { type TimePosition, timePositionSchema } from '@/lib/paging/by-time';
import { writeReview } from '@/lib/reviews/write-review';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser, makeUsers } from '@/test/market';
import { earlierPrices, listBids } from './bids';
import { auctionDetail } from './detail';
import { homePage } from './home';
import { myBidCounts, myBids } from './my-bids';
import { toWireAuction, toWireBid, wireAuctionSchema } from './wire';

testDatabase();

async function bid(auctionId: string, userId: string, amount: number): Promise<void> {
  const answer = await placeBid({ auctionId, userId, amount });
  if (!answer.ok) throw new Error(answer.code);
}

describe('an auction seen by', () => {
  it('a stranger shows the price and the next bid, and nobody by name', async () => {
    const { id } = await makeAuction({ startPrice: 10_000 });
    const [first, second] = await makeUsers(2, { balance: 90_000 });
    await bid(id, first ?? '', 10_000);
    await bid(id, second ?? '', 15_000);
    await bid(id, first ?? '', 16_000);
    const auction = await auctionDetail(id);
    if (!auction) throw new Error('not found');
    const wire = toWireAuction(auction);
    expect(wireAuctionSchema.parse(wire)).toEqual(wire);
    expect(wire).toMatchObject({
      price: 16_000,
      minimumNext: 17_000,
      bidCount: 3,
      bidderCount: 2,
      version: 3,
    });
    expect(wire.leader?.name).toMatch(/^.\*\*$/);
    expect(wire).not.toHaveProperty('you.key');
    const withoutSeller = JSON.stringify({ ...wire, seller: null });
    expect(withoutSeller).not.toMatch(/person\d|example\.test/);
  });

  it('its leader, by somebody outbid, and by its seller', async () => {
    const { id, sellerId } = await makeAuction({ startPrice: 10_000 });
    const [first, second] = await makeUsers(2, { balance: 90_000 });
    await bid(id, first ?? '', 10_000);
    await bid(id, second ?? '', 12_000);
    await database().execute(sql`INSERT INTO watchers (user_id, auction_id) VALUES (${first}, ${id})`);
    const seenBy = async (viewer = '') => {
      const auction = await auctionDetail(id, viewer);
      if (!auction) throw new Error('not found');
      const { you } = toWireAuction(auction);
      return { you, isSeller: auction.you?.isSeller, highest: auction.you?.highestBid?.toFixed(), auction };
    };
    const leader = await seenBy(second);
    expect(leader.you).toMatchObject({ leading: true, locked: 12_000, watching: false });
    expect(leader.you?.key).toBe(leader.auction.leader?.key);
    expect(await seenBy(first)).toMatchObject({
      you: { leading: false, locked: 0, watching: true },
      highest: '10000',
    });
    expect(await seenBy(sellerId)).toMatchObject({ isSeller: true, highest: undefined });
  });

  it('its winner: what was paid, and when it ended', async () => {
    const { id } = await makeAuction({ startPrice: 10_000, instantPrice: 60_000 });
    const buyer = await makeUser({ balance: 60_000 });
    await buyNow({ auctionId: id, userId: buyer });
    const auction = await auctionDetail(id, buyer);
    expect(auction).toMatchObject({ status: 'ENDED', you: { won: true, leading: false } });
    expect(auction?.price.toFixed()).toBe('60000');
    expect(auction?.endTime).toEqual(auction?.endedAt);
  });

  it('names its 시/도, 시/군/구 and 동, each once', async () => {
    const { id } = await makeAuction();
    const put = async (dong: string) => {
      await database().execute(sql`UPDATE auctions SET region_code =
        (SELECT min(r.code) FROM regions r JOIN regions p ON p.code = r.parent_code WHERE p.code LIKE ${`${dong}%`} AND r.depth = 3)
        WHERE id = ${id}`);
      return (await auctionDetail(id))?.region.map((step) => step.name);
    };
    expect(await put('1168')).toMatchObject(['서울특별시', '강남구', expect.stringMatching(/동$/)]);
    expect(await put('3611')).toMatchObject(['세종특별자치시', expect.stringMatching(/[읍면동]$/)]);
  });

  it('anybody is null when there is no such auction', async () => {
    for (const id of ['999999', 'abc', '', '0', '-1', '9'.repeat(40), '1 OR 1=1']) {
      expect(await auctionDetail(id)).toBeNull();
      expect(await listBids({ auctionId: id })).toBeNull();
    }
  });

  it('anybody costs one query', async () => {
    const { id } = await makeAuction();
    const queries = vi.spyOn(databasePool(), 'query');
    await auctionDetail(id, '1');
    expect(queries).toHaveBeenCalledTimes(1);
    queries.mockRestore();
  });
});

describe('the bids of an auction', () => {
  it('come newest first, page by page', async () => {
    const { id } = await makeAuction({ startPrice: 10_000 });
    expect(await listBids({ auctionId: id })).toEqual({ items: [], nextCursor: null });
    const bidders = await makeUsers(2, { balance: 900_000 });
    for (let n = 0; n < 5; n += 1) await bid(id, bidders[n % 2] ?? '', 10_000 + n * 1_000);
    const seen: number[] = [];
    let cursor: readonly [string] | undefined;
    for (;;) {
      const page = await listBids({ auctionId: id, cursor, limit: 2 });
      seen.push(...(page?.items.map((item) => toWireBid(item).amount) ?? []));
      if (!page?.nextCursor) break;
      cursor = [String(seen.at(-1))];
    }
    expect(seen).toEqual([14_000, 13_000, 12_000, 11_000, 10_000]);
  });

  it('below an amount are thinned out to about a hundred points of the price', async () => {
    const { id } = await makeAuction({ startPrice: 1_000 });
    const bidders = await makeUsers(2, { balance: 900_000 });
    const amounts = Array.from({ length: 250 }, (_, n) => 1_000 * (n + 1));
    for (const [n, amount] of amounts.entries()) await bid(id, bidders[n % 2] ?? '', amount);
    const course = async (below: number) => {
      const points = await earlierPrices({ auctionId: id, below: new Big(below) });
      expect(points.map(({ at }) => at.getTime())).toEqual(
        points.map(({ at }) => at.getTime()).toSorted((a, b) => a - b),
      );
      return points.map(({ amount }) => Number(amount));
    };
    expect(await course(1_000)).toEqual([]);
    expect(await course(61_000)).toEqual(amounts.slice(0, 60));
    expect(await course(251_000)).toEqual(amounts.filter((_, n) => n % 3 === 0));
  });
});

describe('my bids', () => {
  it('show how each auction stands, the auction of the latest act first, page by page', async () => {
    const [me, rival] = [await makeUser({ balance: 900_000 }), await makeUser({ balance: 900_000 })];
    const make = async () => makeAuction({ startPrice: 10_000, instantPrice: 200_000 });
    const [lost, won, outbid, leading, bought, untouched] = [
      await make(),
      await make(),
      await make(),
      await make(),
      await make(),
      await make(),
    ];
    for (const { id } of [lost, won, outbid, leading]) await bid(id, me, 10_000);
    for (const { id } of [lost, outbid, untouched]) await bid(id, rival, 11_000);
    for (const { id, sellerId } of [lost, won]) await closeEarly({ auctionId: id, userId: sellerId });
    await buyNow({ auctionId: bought.id, userId: me });

    const queries = vi.spyOn(databasePool(), 'query');
    const whole = await myBids({ userId: me });
    expect(queries).toHaveBeenCalledTimes(1);
    queries.mockRestore();
    const standings = Object.fromEntries(whole.items.map((item) => [item.auction.id, item.standing]));
    expect(standings).toEqual({
      [lost.id]: 'LOST',
      [won.id]: 'WON',
      [outbid.id]: 'OUTBID',
      [leading.id]: 'LEADING',
      [bought.id]: 'WON',
    });
    expect(whole.items[0]).toMatchObject({ auction: { id: bought.id }, highestBid: null });
    const mine = whole.items.find((item) => item.auction.id === leading.id);
    expect([mine?.locked, mine?.highestBid, mine?.minimumNext].map(String)).toEqual([
      '10000',
      '10000',
      '11000',
    ]);

    const paged: string[] = [];
    let after: TimePosition | undefined;
    for (;;) {
      const page = await myBids({ userId: me, after, limit: 2 });
      paged.push(...page.items.map((item) => item.auction.id));
      if (!page.nextCursor) break;
      after = timePositionSchema.parse(page.nextCursor);
    }
    expect(paged).toEqual(whole.items.map((item) => item.auction.id));

    const ofStanding = await myBids({ userId: me, standings: ['OUTBID', 'LOST'] });
    expect(ofStanding.items.map((item) => item.auction.id).sort()).toEqual([lost.id, outbid.id].sort());
    await writeReview({ auctionId: won.id, userId: me, review: { rating: 5, content: '좋은 거래였어요' } });
    const unreviewed = await myBids({ userId: me, standings: ['WON'], unreviewed: true });
    expect(unreviewed.items.map((item) => item.auction.id)).toEqual([bought.id]);
    expect(await myBidCounts(me)).toEqual({ LEADING: 1, OUTBID: 1, WON: 2, LOST: 1, CANCELLED: 0 });
  });
});

describe('the home page', () => {
  async function place(id: string, region: string): Promise<void> {
    await database().execute(sql`UPDATE auctions SET region_code = ${region} WHERE id = ${id}`);
  }

  it('widens from the own 동 until there is enough, in two queries', async () => {
    const { rows } = await database().execute<{ code: string }>(sql`
      SELECT code FROM regions WHERE parent_code = '2653000000' ORDER BY code LIMIT 2`);
    const [home = '', next = ''] = rows.map((row) => row.code);
    const near = (await makeAuction({ endsIn: 9_000 })).id;
    const soon = (await makeAuction({ endsIn: 600 })).id;
    const national = (await makeAuction({ isNational: true })).id;
    await place(near, home);
    await place(soon, next);
    await place(national, home);
    const viewer = { id: await makeUser(), regionCode: home };

    const queries = vi.spyOn(databasePool(), 'query');
    const page = await homePage(viewer);
    expect(queries).toHaveBeenCalledTimes(2);
    queries.mockRestore();
    expect(page.live.map((card) => card.id)).toContain(national);
    expect(page.liveCount).toBeGreaterThanOrEqual(1);
    expect(page.endingSoon.map((card) => card.id)).toEqual([near, soon]);
    expect(page.newest).toMatchObject({
      region: { name: '부산광역시' },
      items: [{ id: soon }, { id: near }],
    });

    for (let n = 0; n < 3; n += 1) await place((await makeAuction()).id, home);
    expect((await homePage(viewer)).newest).toMatchObject({ region: { code: home } });
    expect((await homePage(viewer)).newest.items).toHaveLength(4);
  });

  it('shows a visitor what there is anywhere', async () => {
    const page = await homePage(null);
    expect(page.newest.region).toBeNull();
    expect(page.newest.items.length).toBeGreaterThan(0);
    expect(page.endingSoon.length).toBeGreaterThan(0);
    expect(page.endingSoon.every((card) => !card.isNational)).toBe(true);
  });
});
