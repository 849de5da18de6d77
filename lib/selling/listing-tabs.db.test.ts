import { expect, it } from 'vitest';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { timePositionSchema } from '@/lib/paging/by-time';
import { answerQuestion } from '@/lib/questions/answer';
import { askQuestion } from '@/lib/questions/ask';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser } from '@/test/market';
import { sellerFigures } from './figures';
import {
  LISTING_TABS,
  type ListingTab,
  listingItems,
  PUBLIC_LISTING_TABS,
  type PublicListingTab,
} from './listing-tabs';
import { countWaitingQuestions, waitingQuestions } from './waiting-questions';

testDatabase();

/** All ids on a tab, read in pages of two. */
async function idsOn(sellerId: string, listingTab: ListingTab | PublicListingTab): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const after = cursor === undefined ? undefined : timePositionSchema.parse(cursor);
    const page = await listingItems({ sellerId, listingTab, after, limit: 2 });
    ids.push(...page.items.map((item) => item.auction.id));
    cursor = page.nextCursor;
  }
  return ids;
}

async function sell(sellerId: string, bidder: string): Promise<string> {
  const { id } = await makeAuction({ sellerId, startPrice: 1_000 });
  await placeBid({ auctionId: id, userId: bidder, amount: 1_000 });
  await closeEarly({ auctionId: id, userId: sellerId });
  return id;
}

it('each item is on one tab, in the order of that tab, in pages of any size', async () => {
  const [sellerId, bidder] = [await makeUser(), await makeUser({ balance: 100_000 })];
  const make = async (options: { startsIn?: number; endsIn: number }) =>
    (await makeAuction({ sellerId, ...options })).id;
  const live = [await make({ endsIn: 300 }), await make({ endsIn: 100 }), await make({ endsIn: 200 })];
  const upcoming = [
    await make({ startsIn: 50, endsIn: 900 }),
    await make({ startsIn: 20, endsIn: 950 }),
    await make({ startsIn: 40, endsIn: 800 }),
  ];
  const sold = [await sell(sellerId, bidder), await sell(sellerId, bidder), await sell(sellerId, bidder)];
  const unsold = [await make({ endsIn: 60 }), await make({ endsIn: 60 })];
  await closeEarly({ auctionId: unsold[0] ?? '', userId: sellerId });
  await cancelAuction({ auctionId: unsold[1] ?? '', userId: sellerId });
  await makeAuction({ endsIn: 30 });

  const [a, b, c] = live;
  const [d, e, f] = upcoming;
  expect(await idsOn(sellerId, 'LIVE')).toEqual([b, c, a]);
  expect(await idsOn(sellerId, 'UPCOMING')).toEqual([e, f, d]);
  expect(await idsOn(sellerId, 'SOLD')).toEqual(sold.toReversed());
  expect(await idsOn(sellerId, 'UNSOLD')).toEqual(unsold.toReversed());
  expect(await idsOn(sellerId, 'ON_SALE')).toEqual([b, c, a, f, d, e]);
  const { tabCounts } = await sellerFigures({ sellerId, period: '7d' });
  expect(tabCounts).toEqual({ LIVE: 3, UPCOMING: 3, SOLD: 3, UNSOLD: 2 });
});

it('an auction past its end is not on sale, even before the worker has settled it', async () => {
  const { sellerId, id } = await makeAuction({ startsIn: -60, endsIn: -1 });
  expect(await idsOn(sellerId, 'ON_SALE')).toEqual([]);
  expect(await idsOn(sellerId, 'LIVE')).toEqual([id]);
});

it('shows the leader and the winner as everybody sees them', async () => {
  const [sellerId, bidder] = [await makeUser(), await makeUser({ balance: 100_000 })];
  const { id } = await makeAuction({ sellerId, startPrice: 1_000 });
  await placeBid({ auctionId: id, userId: bidder, amount: 1_000 });
  const [running] = (await listingItems({ sellerId, listingTab: 'LIVE', limit: 5 })).items;
  expect(running).toMatchObject({ leader: { name: 'p**' }, winner: null });
  await closeEarly({ auctionId: id, userId: sellerId });
  const [over] = (await listingItems({ sellerId, listingTab: 'SOLD', limit: 5 })).items;
  expect(over).toMatchObject({ leader: null, winner: running?.leader });
});

it('shows no item of another seller', async () => {
  const [seller, stranger] = [await makeUser(), await makeUser()];
  await makeAuction({ sellerId: seller });
  for (const listingTab of [...LISTING_TABS, ...PUBLIC_LISTING_TABS])
    expect(await idsOn(stranger, listingTab)).toEqual([]);
});

it('the question that waits longest comes first, and answered questions are left out', async () => {
  const [sellerId, asker] = [await makeUser(), await makeUser()];
  const auctions = [await makeAuction({ sellerId }), await makeAuction({ sellerId }), await makeAuction()];
  const asked: string[] = [];
  for (const { id: auctionId } of [...auctions, ...auctions]) {
    const question = await askQuestion({ auctionId, userId: asker, content: '아직 있나요?' });
    if (!question.ok) throw new Error(question.code);
    asked.push(question.id);
  }
  const [first = '', second, , fourth, fifth] = asked;
  const waiting = async () => {
    const page = await waitingQuestions({ sellerId, limit: 3 });
    const after = page.nextCursor === null ? undefined : timePositionSchema.parse(page.nextCursor);
    const rest = after ? (await waitingQuestions({ sellerId, after, limit: 3 })).items : [];
    return [...page.items, ...rest].map((question) => question.id);
  };
  expect(await waiting()).toEqual([first, second, fourth, fifth]);
  const auctionId = auctions[0]?.id ?? '';
  await answerQuestion({ auctionId, questionId: first, userId: sellerId, content: '네, 있어요' });
  expect(await waiting()).toEqual([second, fourth, fifth]);
  expect(await countWaitingQuestions(sellerId)).toBe(3);
});
