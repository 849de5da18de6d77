import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { database } from '@/db/client';
import { createAuction } from '@/lib/auctions/create';
import { editAuction } from '@/lib/auctions/edit';
import { buyNow } from '@/lib/bidding/buy-now';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { blockPerson } from '@/lib/blocks/block-person';
import { deposit } from '@/lib/payments/deposit';
import { startDeposit } from '@/lib/payments/start-deposit';
import { pseudonymKey } from '@/lib/pseudonym';
import { answerQuestion } from '@/lib/questions/answer';
import { askQuestion } from '@/lib/questions/ask';
import { reportAuction } from '@/lib/reports/report-auction';
import { answerReview } from '@/lib/reviews/answer-review';
import { writeReview } from '@/lib/reviews/write-review';
import { saveSearch } from '@/lib/saved-searches/save-search';
import { relist } from '@/lib/selling/relist';
import { suspensionOf } from '@/lib/suspension';
import { withdraw } from '@/lib/wallet/withdraw';
import { watchAuction } from '@/lib/watchlist/watch';
import { testDatabase } from '@/test/database';
import { auctionRow, holdings, makeAuction, makeOperator, makeUser, only, toldKinds } from '@/test/market';
import { testRedis } from '@/test/redis';
import { excludeLeads } from './exclude-leads';
import { restoreUser, suspendUser } from './suspend-user';

testDatabase();
testRedis();

const reason = '여러 번 거래를 어겼어요';
const SUSPENDED = { ok: false, code: 'FORBIDDEN', reason: 'SUSPENDED' };

/** Somebody with everything that an act needs: items that run, were sold and were not, a question, a review. */
async function scene() {
  const [operatorId, other] = [await makeOperator(), await makeUser({ balance: 100_000 })];
  const userId = await makeUser({ balance: 100_000 });
  const running = await makeAuction({ sellerId: userId });
  const cancelled = await makeAuction({ sellerId: userId });
  const sold = await makeAuction({ sellerId: userId });
  const foreign = await makeAuction();
  const toBuy = await makeAuction({ instantPrice: 50_000 });
  const bought = await makeAuction({ sellerId: other });
  await cancelAuction({ auctionId: cancelled.id, userId });
  await placeBid({ auctionId: sold.id, userId: other, amount: 10_000 });
  await closeEarly({ auctionId: sold.id, userId });
  await placeBid({ auctionId: bought.id, userId, amount: 10_000 });
  await closeEarly({ auctionId: bought.id, userId: other });
  const asked = await askQuestion({ auctionId: running.id, userId: other, content: '얼마나 썼어요?' });
  const review = { rating: 5, content: '좋아요' };
  const reviewed = await writeReview({ auctionId: sold.id, userId: other, review });
  if (!asked.ok || !reviewed.ok) throw new Error('the scene was refused');
  const { rows } = await database().execute<{ slug: string }>(sql`SELECT min(slug) AS slug FROM categories`);
  return {
    operatorId,
    userId,
    other,
    running: running.id,
    cancelled: cancelled.id,
    foreign: foreign.id,
    toBuy: toBuy.id,
    bought: bought.id,
    questionId: asked.id,
    reviewId: reviewed.id,
    category: only(rows).slug,
  };
}

type Scene = Awaited<ReturnType<typeof scene>>;

const ACTS: Record<string, (on: Scene) => Promise<unknown>> = {
  bid: ({ foreign, userId }) => placeBid({ auctionId: foreign, userId, amount: 10_000 }),
  buy: ({ toBuy, userId }) => buyNow({ auctionId: toBuy, userId }),
  'close early': ({ running, userId }) => closeEarly({ auctionId: running, userId }),
  sell: ({ userId, category }) =>
    createAuction({
      sellerId: userId,
      input: {
        title: '의자',
        description: '튼튼해요',
        startPrice: 10_000,
        endTime: new Date(Date.now() + 86_400_000).toISOString(),
        category,
        isNational: false,
        condition: 'USED_A',
        shippingPayer: 'SELLER',
      },
    }),
  edit: ({ running, userId }) =>
    editAuction({ auctionId: running, sellerId: userId, input: { title: '책상' } }),
  relist: ({ cancelled, userId }) => relist({ auctionId: cancelled, sellerId: userId }),
  ask: ({ foreign, userId }) => askQuestion({ auctionId: foreign, userId, content: '있어요?' }),
  answer: ({ running, questionId, userId }) =>
    answerQuestion({ auctionId: running, questionId, userId, content: '네' }),
  review: ({ bought, userId }) =>
    writeReview({ auctionId: bought, userId, review: { rating: 4, content: '좋아요' } }),
  'answer a review': ({ reviewId, userId }) => answerReview({ reviewId, userId, content: '고마워요' }),
  report: ({ foreign, userId }) =>
    reportAuction({ auctionId: foreign, userId, report: { reason: 'FRAUD', detail: '' } }),
  watch: ({ foreign, userId }) => watchAuction({ auctionId: foreign, userId }),
  'save a search': ({ userId }) => saveSearch({ userId, query: 'q=의자', locale: 'ko' }),
  block: ({ running, userId, other }) =>
    blockPerson({ sellerId: userId, auctionId: running, personKey: pseudonymKey(running, other) }),
  deposit: ({ userId }) => startDeposit({ userId, amount: 1_000, provider: 'DEMO' } as never),
  'deposit by the API': ({ userId }) => deposit({ userId, amount: 1_000 }, 'DEMO'),
};

describe('a suspended person cannot', () => {
  let on: Scene;
  beforeAll(async () => {
    on = await scene();
    await suspendUser({ operatorId: on.operatorId, userId: on.userId, reason });
  });

  it.each(Object.keys(ACTS))('%s', async (name) => {
    expect(await ACTS[name]?.(on)).toMatchObject(SUSPENDED);
  });
});

describe('a person whose suspension has ended can', () => {
  let on: Scene;
  beforeAll(async () => {
    process.env.PAYMENT_PROVIDER = 'demo';
    on = await scene();
    await suspendUser({ operatorId: on.operatorId, userId: on.userId, reason });
    await restoreUser({ operatorId: on.operatorId, userId: on.userId, reason: '오해였어요' });
  });

  // Closing ends the auction that the acts after it need.
  it.each(Object.keys(ACTS).filter((name) => name !== 'close early'))('%s', async (name) => {
    expect(await ACTS[name]?.(on)).toMatchObject({ ok: true });
  });
});

test('a suspended person reads why, reaches their money, and can take an item back', async () => {
  const { operatorId, userId, running } = await scene();
  expect(await suspensionOf(userId)).toBeNull();
  await suspendUser({ operatorId, userId, reason });
  expect(await suspensionOf(userId)).toMatchObject({ reason, since: expect.any(Date) });
  expect(await withdraw({ userId, amount: 90_000 })).toMatchObject({ ok: true });
  expect(await cancelAuction({ auctionId: running, userId })).toMatchObject({ ok: true });
  await restoreUser({ operatorId, userId, reason: '오해였어요' });
  expect(await suspensionOf(userId)).toBeNull();
  expect((await toldKinds(userId)).filter((kind) => kind.startsWith('ACCOUNT'))).toEqual([
    'ACCOUNT_SUSPENDED',
    'ACCOUNT_RESTORED',
  ]);
});

test('a suspension may take the person’s leads with it', async () => {
  const operatorId = await makeOperator();
  const [userId, next] = [await makeUser({ balance: 50_000 }), await makeUser({ balance: 50_000 })];
  const led = [await makeAuction(), await makeAuction()];
  for (const { id } of led) {
    await placeBid({ auctionId: id, userId: next, amount: 10_000 });
    await placeBid({ auctionId: id, userId, amount: 11_000 });
  }
  await suspendUser({ operatorId, userId, reason });
  expect(await excludeLeads({ operatorId, userId, reason })).toEqual({ passed: 2, left: 0 });
  for (const { id } of led) expect(await auctionRow(id)).toMatchObject({ leader_id: next });
  expect([await holdings(userId), await holdings(next)]).toEqual(['50000/0', '30000/20000']);
});
