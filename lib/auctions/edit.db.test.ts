import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import { newImageKey } from '@/lib/auctions/images/storage';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { submit } from '@/lib/bidding/desk';
import { placeBid } from '@/lib/bidding/place-bid';
import { flushAnnounced } from '@/lib/realtime/outbox';
import { closeRedis, redisReady } from '@/lib/realtime/redis';
import { testDatabase } from '@/test/database';
import { auctionRow, makeAuction, makeOperator, makeUser, only } from '@/test/market';
import { testRedis } from '@/test/redis';
import { auctionDetail } from './detail';
import { editAuction } from './edit';

testDatabase();
const redis = testRedis();

async function outboxRows(auctionId: string): Promise<unknown[]> {
  const { rows } = await database().execute(
    sql`SELECT 1 FROM outbox WHERE topic = ${`auction:${auctionId}`}`,
  );
  return rows;
}

describe('before the first bid', () => {
  it('a seller changes the fields that they name and nothing else', async () => {
    const { id, sellerId } = await makeAuction({ startPrice: 10_000, instantPrice: 50_000 });
    const before = await auctionDetail(id);
    const answer = await editAuction({
      auctionId: id,
      sellerId,
      input: { title: '참나무 의자', startPrice: 12_000, instantPrice: null },
    });
    expect(answer).toMatchObject({
      ok: true,
      auction: { title: '참나무 의자', instantPrice: null, version: 1 },
    });
    const after = await auctionDetail(id);
    expect(after?.startPrice.toFixed()).toBe('12000');
    expect(after).toMatchObject({
      description: before?.description,
      endTime: before?.endTime,
      condition: before?.condition,
      status: 'ACTIVE',
    });
  });

  it('the original end and the soft close follow the seller: another end, another kind', async () => {
    const { id, sellerId } = await makeAuction({ isNational: true, extendWindow: 45, extendCap: 900 });
    const edit = (input: object) => editAuction({ auctionId: id, sellerId, input });
    const endTime = new Date(Date.now() + 2 * 3_600_000);
    await edit({ endTime: endTime.toISOString(), isNational: true });
    // The rule that it was listed with, not the rule of today.
    expect(await auctionDetail(id)).toMatchObject({
      originalEndTime: endTime,
      endTime,
      extendWindowMs: 45_000,
    });
    await edit({ isNational: false });
    expect(await auctionDetail(id)).toMatchObject({ extendWindowMs: 300_000, extendCapMs: 3_600_000 });
  });

  it('a change without a field changes nothing', async () => {
    const { id, sellerId } = await makeAuction();
    expect(await editAuction({ auctionId: id, sellerId, input: {} })).toMatchObject({
      auction: { version: 0 },
    });
  });

  it('the new values must agree with the values that stay', async () => {
    const { id, sellerId } = await makeAuction({ startPrice: 10_000, instantPrice: 50_000 });
    const edit = (input: object) => editAuction({ auctionId: id, sellerId, input });
    expect(await edit({ startPrice: 50_000 })).toMatchObject({ fields: { instantPrice: 'aboveStartPrice' } });
    expect(await edit({ endTime: new Date(Date.now() - 1_000).toISOString() })).toMatchObject({
      fields: { endTime: 'inThePast' },
    });
    expect(await edit({ startTime: new Date(Date.now() + 60_000).toISOString() })).toMatchObject({
      fields: { startTime: 'hasStarted' },
    });
    expect(await edit({ category: 'submarines', regionCode: '9999999999' })).toMatchObject({
      fields: { category: 'unknownCategory', regionCode: 'unknownRegion' },
    });
    expect(await auctionDetail(id)).toMatchObject({ version: 0 });
  });

  it('new times leave five minutes at least, and times that stay may be short', async () => {
    const { id, sellerId } = await makeAuction({ endsIn: 240 });
    const edit = (input: object) => editAuction({ auctionId: id, sellerId, input });
    const endTime = (await auctionDetail(id))?.endTime.toISOString();
    expect(await edit({ title: '참나무 의자', endTime })).toMatchObject({ ok: true });
    const sooner = new Date(Date.now() + 120_000).toISOString();
    expect(await edit({ endTime: sooner })).toMatchObject({ fields: { endTime: 'runsTooShort' } });
    const planned = await makeAuction({ startsIn: 600, endsIn: 1_200 });
    const late = { startTime: new Date(Date.now() + 1_000_000).toISOString() };
    expect(
      await editAuction({ auctionId: planned.id, sellerId: planned.sellerId, input: late }),
    ).toMatchObject({ fields: { endTime: 'runsTooShort' } });
  });

  it('a planned start may be moved, also to now', async () => {
    const { id, sellerId } = await makeAuction({ startsIn: 600, endsIn: 7_200 });
    const later = new Date(Date.now() + 3_600_000).toISOString();
    expect(await editAuction({ auctionId: id, sellerId, input: { startTime: later } })).toMatchObject({
      auction: { status: 'WAITING', startTime: new Date(later) },
    });
    expect(await editAuction({ auctionId: id, sellerId, input: { startTime: null } })).toMatchObject({
      auction: { status: 'ACTIVE' },
    });
  });

  it('pictures can be reordered, and a removed picture is left to the sweep', async () => {
    const { id, sellerId } = await makeAuction();
    const [first, second, third] = [newImageKey(), newImageKey(), newImageKey()];
    await database().execute(sql`INSERT INTO uploads (key, user_id, width, height, blur)
      SELECT key, ${sellerId}, 4, 3, 'data:' FROM unnest(${sql.param([first, second, third])}::text[]) AS key`);
    await editAuction({ auctionId: id, sellerId, input: { images: [first, second] } });
    await editAuction({ auctionId: id, sellerId, input: { images: [third, second] } });
    expect((await auctionDetail(id))?.images.map((image) => image.key)).toEqual([third, second]);
    const { rows } = await database().execute<{ key: string }>(sql`SELECT key FROM uploads`);
    expect(only(rows).key).toBe(first);
  });
});

describe('a change is refused', () => {
  it('after the first bid', async () => {
    const { id, sellerId } = await makeAuction();
    await placeBid({ auctionId: id, userId: await makeUser({ balance: 50_000 }), amount: 10_000 });
    const answer = await editAuction({ auctionId: id, sellerId, input: { title: '다른 물건' } });
    expect(answer).toEqual({ ok: false, code: 'HAS_BIDS' });
  });

  it('after bids that were all excluded: the record was decided by the terms of their time', async () => {
    const { id, sellerId } = await makeAuction();
    const bidder = await makeUser({ balance: 50_000 });
    await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    const operatorId = await makeOperator();
    const command = { kind: 'excludeBidder', operatorId, bidderId: bidder, reason: '신고' } as const;
    expect(await submit(id, { command })).toMatchObject({ ok: true });
    expect(await auctionRow(id)).toMatchObject({ bid_count: 0 });
    const answer = await editAuction({ auctionId: id, sellerId, input: { startPrice: 5_000 } });
    expect(answer).toEqual({ ok: false, code: 'HAS_BIDS' });
  });

  it('that comes at the same moment as the first bid, unless the bid sees the changed item', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { id, sellerId } = await makeAuction({ startPrice: 10_000 });
      const bidder = await makeUser({ balance: 50_000 });
      const [edited, bid] = await Promise.all([
        editAuction({ auctionId: id, sellerId, input: { startPrice: 20_000 } }),
        placeBid({ auctionId: id, userId: bidder, amount: 10_000 }),
      ]);
      expect([edited.ok ? 'ok' : edited.code, bid.ok ? 'ok' : bid.code]).toEqual(
        edited.ok ? ['ok', 'BID_TOO_LOW'] : ['HAS_BIDS', 'ok'],
      );
    }
  });

  it('that would leave no bid below the buy-now price; an older item of that kind still takes another title', async () => {
    const { id, sellerId } = await makeAuction({ startPrice: 10_000, bidUnit: 50_000, instantPrice: 20_000 });
    const edit = (input: object) => editAuction({ auctionId: id, sellerId, input });
    expect(await edit({ title: '다른 의자' })).toMatchObject({ ok: true });
    expect(await edit({ startPrice: 12_000 })).toEqual({
      ok: false,
      code: 'INVALID_INPUT',
      fields: { instantPrice: 'leavesNoBid' },
    });
    expect(await edit({ bidUnit: 1_000 })).toMatchObject({ ok: true });
  });

  it("of somebody else's item, of an auction that is over, and of an id without an auction", async () => {
    const { id, sellerId } = await makeAuction();
    expect(await editAuction({ auctionId: id, sellerId: await makeUser(), input: {} })).toMatchObject({
      code: 'FORBIDDEN',
    });
    await cancelAuction({ auctionId: id, userId: sellerId });
    expect(await editAuction({ auctionId: id, sellerId, input: { title: 'x' } })).toMatchObject({
      code: 'AUCTION_ENDED',
    });
    const late = await makeAuction({ startsIn: -60, endsIn: -1 });
    expect(
      await editAuction({ auctionId: late.id, sellerId: late.sellerId, input: { title: 'x' } }),
    ).toMatchObject({
      code: 'AUCTION_ENDED',
    });
    for (const auctionId of ['999999', 'abc', '9'.repeat(30)]) {
      expect(await editAuction({ auctionId, sellerId, input: {} })).toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

describe('the watchers of a national auction', () => {
  it('are told of a change, unlike the watchers of a local auction', async () => {
    await redisReady(2_000);
    const national = await makeAuction({ isNational: true });
    const local = await makeAuction();
    const subscriber = redis.connect();
    await subscriber.subscribe(`auction:${national.id}`);
    const heard = new Promise<string>((resolve) => subscriber.on('message', (_, text) => resolve(text)));
    for (const { id, sellerId } of [local, national]) {
      await editAuction({ auctionId: id, sellerId, input: { startPrice: 30_000 } });
    }
    expect(JSON.parse(await heard)).toMatchObject({
      auctionId: national.id,
      version: 1,
      price: 30_000,
      minimumNext: 30_000,
      bids: [],
    });
    expect(await outboxRows(local.id)).toEqual([]);
    await flushAnnounced();
    closeRedis();
  });
});
