import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { GET as getPicture } from '@/app/images/[key]/route';
import { database } from '@/db/client';
import { isPublicPicture, maySeePicture } from '@/lib/auctions/images/may-see';
import { newImageKey } from '@/lib/auctions/images/storage';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { listNotifications } from '@/lib/notifications/list';
import { cancelByOperator } from '@/lib/operators/cancel-auction';
import { answerQuestion } from '@/lib/questions/answer';
import { askQuestion } from '@/lib/questions/ask';
import { listQuestions } from '@/lib/questions/list';
import { reportAuction } from '@/lib/reports/report-auction';
import { listReviews } from '@/lib/reviews/list';
import { writeReview } from '@/lib/reviews/write-review';
import { seenAuctions } from '@/lib/seen/seen-auctions';
import { itemToRelist } from '@/lib/selling/item-to-relist';
import { listingItems, publicTabCounts } from '@/lib/selling/listing-tabs';
import { relist } from '@/lib/selling/relist';
import { listTransactions } from '@/lib/wallet/transactions';
import { countSaved } from '@/lib/watchlist/count-saved';
import { savedAuctions } from '@/lib/watchlist/saved';
import { watchAuction } from '@/lib/watchlist/watch';
import { testDatabase } from '@/test/database';
import { makeAuction, makeOperator, makeUser, only } from '@/test/market';
import { listBids } from './bids';
import { createAuction } from './create';
import { auctionDetail } from './detail';
import { editAuction } from './edit';
import { listAuctions } from './list';
import { myBids } from './my-bids';
import { removedItem } from './removed';

testDatabase();

const TITLE = '원목 의자';
const reason = '사진 도용';

async function addPicture(auctionId: string, key: string): Promise<void> {
  await database().execute(sql`
    INSERT INTO auction_images (auction_id, position, key, width, height, blur)
    VALUES (${auctionId}, 0, ${key}, 10, 10, 'data:,')`);
}

async function newItem(sellerId: string, images: string[], relists?: string) {
  const category = only(
    (await database().execute<{ slug: string }>(sql`SELECT min(slug) AS slug FROM categories`)).rows,
  ).slug;
  const input = {
    title: TITLE,
    description: '튼튼해요',
    startPrice: 10_000,
    endTime: new Date(Date.now() + 86_400_000).toISOString(),
    category,
    isNational: false,
    condition: 'USED_A',
    shippingPayer: 'SELLER',
    images,
  };
  return createAuction({ sellerId, input, relists });
}

async function pictureStatus(key: string): Promise<number> {
  const request = new Request(`http://market.kr/images/${key}?w=320`);
  return (await getPicture(request, { params: Promise.resolve({ key }) })).status;
}

describe('an item that an operator has removed', () => {
  const key = newImageKey();
  let operatorId = '';
  let id = '';
  let sellerId = '';
  let bidder = '';
  let stranger = '';
  let questionId = '';

  beforeAll(async () => {
    operatorId = await makeOperator();
    [bidder, stranger] = [await makeUser({ balance: 50_000 }), await makeUser()];
    ({ id, sellerId } = await makeAuction());
    await addPicture(id, key);
    await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    await watchAuction({ auctionId: id, userId: stranger });
    const asked = await askQuestion({ auctionId: id, userId: bidder, content: '얼마나 썼어요?' });
    if (asked.ok) questionId = asked.id;
    await answerQuestion({ auctionId: id, questionId, userId: sellerId, content: '일 년이요' });
    await cancelByOperator({ auctionId: id, operatorId, reason });
  });

  it('is there for nobody but its seller, who reads the reason', async () => {
    for (const viewer of [null, bidder, stranger]) {
      expect(await auctionDetail(id, viewer)).toBeNull();
      expect(await listBids({ auctionId: id, viewerId: viewer })).toBeNull();
      expect(await listQuestions({ auctionId: id, viewerId: viewer, limit: 10 })).toBeNull();
    }
    expect(await auctionDetail(id, sellerId)).toMatchObject({ title: TITLE, removal: { reason } });
    expect((await listQuestions({ auctionId: id, viewerId: sellerId, limit: 10 }))?.items).toHaveLength(1);
  });

  it('says to others that it was removed, and to a bidder that the money came back', async () => {
    expect(await removedItem(id, null)).toEqual({ hadBid: false, sold: false });
    expect(await removedItem(id, bidder)).toEqual({ hadBid: true, sold: false });
    expect(await removedItem('999999', null)).toBeNull();
  });

  it('is in no list of anybody else', async () => {
    const filter = { status: 'CANCELLED', sort: 'recent', limit: 100 } as const;
    expect((await listAuctions(filter)).items.map((card) => card.id)).not.toContain(id);
    expect(await savedAuctions({ userId: stranger, limit: 10 })).toEqual([]);
    expect(await countSaved(stranger)).toBe(0);
    expect(await seenAuctions({ ids: [id], viewerId: stranger, limit: 10 })).toEqual([]);
    const unsold = { sellerId, listingTab: 'UNSOLD', limit: 10 } as const;
    expect((await listingItems({ ...unsold, viewerId: stranger })).items).toEqual([]);
    expect((await listingItems({ ...unsold, viewerId: sellerId })).items).toMatchObject([
      { auction: { id, title: TITLE, removed: true } },
    ]);
  });

  it('has no title and no picture among the bids, in the ledger and in the notifications of its bidder', async () => {
    const [mine] = (await myBids({ userId: bidder })).items;
    expect(mine).toMatchObject({
      auction: { id, title: '', image: null, removed: true },
      standing: 'CANCELLED',
    });
    const ledger = await listTransactions({ userId: bidder, limit: 10 });
    expect(ledger.items.filter((entry) => entry.auctionId === id).map((entry) => entry.auctionTitle)).toEqual(
      [null, null],
    );
    const told = await listNotifications({ userId: bidder, limit: 10 });
    expect(told.items.map(({ kind, params, picture }) => [kind, params.title, picture])).toEqual([
      ['AUCTION_CANCELLED', '', null],
      ['ANSWER', '', null],
    ]);
    expect(JSON.stringify([mine, ledger, told])).not.toContain(TITLE);
  });

  it('takes no question, answer, report, edit or place on a list any more', async () => {
    const about = { auctionId: id, content: '또 있어요?' };
    expect(await askQuestion({ ...about, userId: bidder })).toMatchObject({ ok: false });
    expect(await answerQuestion({ ...about, questionId, userId: sellerId })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const report = { reason: 'FRAUD', detail: '' };
    expect(await reportAuction({ auctionId: id, userId: stranger, report })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await watchAuction({ auctionId: id, userId: bidder })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await editAuction({ auctionId: id, sellerId, input: { title: '책상' } })).toMatchObject({
      ok: false,
    });
  });

  it('cannot be relisted: not in one click, not as a copy, and not as a new item with its pictures', async () => {
    expect(await relist({ auctionId: id, sellerId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await itemToRelist({ auctionId: id, sellerId })).toBeNull();
    expect(await newItem(sellerId, [], id)).toMatchObject({ fields: { title: 'itemRemoved' } });
    expect(await newItem(sellerId, [key])).toMatchObject({ fields: { images: 'imagesGone' } });
    expect(await newItem(sellerId, [])).toMatchObject({ ok: true });
  });

  it('has no public picture', async () => {
    expect(await pictureStatus(key)).toBe(404);
    const request = new Request(`http://market.kr/images/${key}`, {
      headers: { 'if-none-match': `"${key}-1280"` },
    });
    expect((await getPicture(request, { params: Promise.resolve({ key }) })).status).toBe(404);
  });
});

it('a picture that another item of the seller shows stays public and can stay there, and nowhere else', async () => {
  const operatorId = await makeOperator();
  const { id, sellerId } = await makeAuction();
  const other = await makeAuction({ sellerId });
  const key = newImageKey();
  await addPicture(id, key);
  await addPicture(other.id, key);
  await cancelByOperator({ auctionId: id, operatorId, reason });
  expect(await isPublicPicture(key)).toBe(true);
  expect(await editAuction({ auctionId: other.id, sellerId, input: { images: [key] } })).toMatchObject({
    ok: true,
  });
  expect(await newItem(sellerId, [key])).toMatchObject({ fields: { images: 'imagesGone' } });
  await cancelByOperator({ auctionId: other.id, operatorId, reason });
  expect(await isPublicPicture(key)).toBe(false);
  const may = [sellerId, operatorId, await makeUser()].map((userId) => maySeePicture(key, userId));
  expect(await Promise.all(may)).toEqual([true, true, false]);
});

it('a sold item that is removed later keeps its sale and its review, without the title', async () => {
  const operatorId = await makeOperator();
  const buyer = await makeUser({ balance: 50_000 });
  const { id, sellerId } = await makeAuction();
  await placeBid({ auctionId: id, userId: buyer, amount: 10_000 });
  await closeEarly({ auctionId: id, userId: sellerId });
  await writeReview({ auctionId: id, userId: buyer, review: { rating: 5, content: '좋아요' } });
  await cancelByOperator({ auctionId: id, operatorId, reason });
  expect(await removedItem(id, buyer)).toEqual({ hadBid: true, sold: true });
  expect(await publicTabCounts(sellerId)).toMatchObject({ SOLD: 0 });
  expect((await listReviews({ sellerId, limit: 5 })).items).toMatchObject([
    { rating: 5, auctionTitle: null },
  ]);
});
