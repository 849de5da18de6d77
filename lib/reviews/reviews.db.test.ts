import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { publicProfile } from '@/lib/accounts/profile';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { listNotifications } from '@/lib/notifications/list';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser, makeUsers } from '@/test/market';
import { answerReview } from './answer-review';
import { listReviews } from './list';
import { reviewOf } from './review-of';
import { ratingSpread } from './spread';
import { writeReview } from './write-review';

testDatabase();

/** Makes an auction of this seller that the winner has just won. */
async function won(sellerId: string, winner: string): Promise<string> {
  const { id } = await makeAuction({ sellerId, startPrice: 1_000 });
  const bid = await placeBid({ auctionId: id, userId: winner, amount: 1_000 });
  const closed = await closeEarly({ auctionId: id, userId: sellerId });
  if (!bid.ok || !closed.ok) throw new Error('the auction was not won');
  return id;
}

function review(auctionId: string, userId: string, rating: number) {
  return writeReview({ auctionId, userId, review: { rating, content: '좋은 거래였어요' } });
}

test('a review changes the reputation: the mean rating × 20, rounded, and null without reviews', async () => {
  const [seller = '', winner = ''] = [await makeUser(), await makeUser({ balance: 100_000 })];
  expect((await publicProfile(seller))?.reputation).toEqual({ score: null, reviews: 0 });
  const ratings: [number, number][] = [
    [5, 100],
    [4, 90],
    [4, 87],
    [1, 70],
  ];
  for (const [index, [rating, score]] of ratings.entries()) {
    expect(await review(await won(seller, winner), winner, rating)).toMatchObject({ ok: true });
    expect((await publicProfile(seller))?.reputation).toEqual({ score, reviews: index + 1 });
  }
});

test('reviews written at the same moment all count', async () => {
  const seller = await makeUser();
  const winners = await makeUsers(8, { balance: 10_000 });
  const auctions = await Promise.all(winners.map((winner) => won(seller, winner)));
  const written = await Promise.all(
    winners.map((winner, index) => review(auctions[index] ?? '', winner, (index % 5) + 1)),
  );
  expect(written.every(({ ok }) => ok)).toBe(true);
  // 1 to 5, then 1 to 3: 21 stars in 8 reviews.
  expect((await publicProfile(seller))?.reputation).toEqual({ score: Math.round((21 / 8) * 20), reviews: 8 });
});

test('only the winner can review, once, and the seller is notified', async () => {
  const [seller = '', stranger = ''] = await makeUsers(2);
  const winner = await makeUser({ balance: 10_000 });
  const auctionId = await won(seller, winner);
  for (const other of [seller, stranger]) {
    expect(await review(auctionId, other, 5)).toMatchObject({ code: 'FORBIDDEN' });
  }
  const twice = await Promise.all([review(auctionId, winner, 5), review(auctionId, winner, 1)]);
  expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
  expect(twice.find(({ ok }) => !ok)).toMatchObject({ code: 'ALREADY_TAKEN' });
  const { items } = await listNotifications({ userId: seller, limit: 1 });
  expect(items).toMatchObject([{ kind: 'REVIEW', link: `/users/${seller}` }]);
});

test('an auction without a winner cannot be reviewed', async () => {
  const bidder = await makeUser({ balance: 10_000 });
  const { id } = await makeAuction({ startPrice: 1_000 });
  await placeBid({ auctionId: id, userId: bidder, amount: 1_000 });
  expect(await review(id, bidder, 5)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await review('999999', bidder, 5)).toMatchObject({ code: 'NOT_FOUND' });
});

test.each([0, 6, 4.5, '5', null])('%j is refused as a rating', async (rating) => {
  const answer = await writeReview({ auctionId: '1', userId: '1', review: { rating, content: '좋아요' } });
  expect(answer).toEqual({ ok: false, code: 'INVALID_INPUT', fields: { rating: 'rating' } });
});

test('the list shows masked reviewers, newest first, and is empty for an unknown seller', async () => {
  const [seller = '', winner = ''] = [await makeUser(), await makeUser({ balance: 10_000 })];
  const auctions = [await won(seller, winner), await won(seller, winner)];
  for (const auctionId of auctions) await review(auctionId, winner, 5);
  const { items } = await listReviews({ sellerId: seller, limit: 10 });
  expect(items.map(({ auctionId }) => auctionId)).toEqual(auctions.toReversed());
  expect(items[0]).toMatchObject({ auctionTitle: '원목 의자', rating: 5, reviewer: { name: 'p**' } });
  const { rows } = await database().execute<{ nickname: string }>(
    sql`SELECT nickname FROM users WHERE id = ${winner}`,
  );
  expect(JSON.stringify(items)).not.toContain(rows[0]?.nickname);
  expect(await listReviews({ sellerId: '999999', limit: 10 })).toEqual({ items: [], nextCursor: null });
});

async function reviewed(
  rating = 5,
): Promise<{ seller: string; winner: string; id: string; auctionId: string }> {
  const [seller, winner] = [await makeUser(), await makeUser({ balance: 10_000 })];
  const auctionId = await won(seller, winner);
  const written = await review(auctionId, winner, rating);
  if (!written.ok) throw new Error(written.code);
  return { seller, winner, id: written.id, auctionId };
}

test('the seller answers a review once, also with simultaneous requests, and the reviewer is notified', async () => {
  const { seller, winner, id, auctionId } = await reviewed();
  const twice = await Promise.all(
    ['고마워요', '또 오세요'].map((content) => answerReview({ reviewId: id, userId: seller, content })),
  );
  expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
  expect(twice.find(({ ok }) => !ok)).toMatchObject({ code: 'ALREADY_TAKEN' });
  const kept = twice[0]?.ok ? '고마워요' : '또 오세요';
  expect(await reviewOf(auctionId)).toMatchObject({ rating: 5, answer: { content: kept } });
  expect((await listReviews({ sellerId: seller, limit: 10 })).items[0]?.answer?.content).toBe(kept);
  const { items } = await listNotifications({ userId: winner, limit: 10 });
  expect(items.filter(({ kind }) => kind === 'REVIEW_ANSWER')).toMatchObject([
    { params: { title: '원목 의자' }, link: `/auctions/${auctionId}#review` },
  ]);
});

test('nobody but the seller can answer, and an answer needs visible text', async () => {
  const { seller, winner, id, auctionId } = await reviewed();
  const stranger = await makeUser();
  for (const userId of [winner, stranger]) {
    expect(await answerReview({ reviewId: id, userId, content: '고마워요' })).toMatchObject({
      code: 'FORBIDDEN',
    });
  }
  for (const reviewId of ['999999', 'x', '']) {
    expect(await answerReview({ reviewId, userId: seller, content: '고마워요' })).toMatchObject({
      code: 'NOT_FOUND',
    });
  }
  for (const content of ['', ' \n ', null, 7, '가'.repeat(1_001)]) {
    expect(await answerReview({ reviewId: id, userId: seller, content })).toMatchObject({
      code: 'INVALID_INPUT',
    });
  }
  expect((await reviewOf(auctionId))?.answer).toBeNull();
});

test('the spread counts each rating, and is all zero without reviews', async () => {
  const [seller, winner] = [await makeUser(), await makeUser({ balance: 10_000 })];
  expect(await ratingSpread(seller)).toEqual({ 5: 0, 4: 0, 3: 0, 2: 0, 1: 0 });
  for (const rating of [5, 4, 5, 1]) await review(await won(seller, winner), winner, rating);
  expect(await ratingSpread(seller)).toEqual({ 5: 2, 4: 1, 3: 0, 2: 0, 1: 1 });
});

test('an auction that was not reviewed has no review', async () => {
  const { id } = await makeAuction();
  for (const auctionId of [id, '999999', 'x']) expect(await reviewOf(auctionId)).toBeNull();
});
