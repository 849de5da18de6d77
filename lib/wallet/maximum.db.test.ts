import { expect, test } from 'vitest';
import { myBids } from '@/lib/auctions/my-bids';
import { autoBid } from '@/lib/bidding/auto-bid';
import { buyNow } from '@/lib/bidding/buy-now';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { listNotifications } from '@/lib/notifications/list';
import { defended } from '@/test/books';
import { testDatabase } from '@/test/database';
import { makeUser, toldKinds } from '@/test/market';
import { testRedis } from '@/test/redis';
import { listTransactions } from './transactions';
import { walletOf } from './wallet';
import { toWireWallet } from './wire';

testDatabase();
testRedis();

/** The entries of a ledger with what they are called, oldest first. */
async function ledgerOf(userId: string): Promise<string[]> {
  const { items } = await listTransactions({ userId, limit: 100 });
  return items
    .map(({ type, lockedDelta, portion }) => `${type} ${lockedDelta.toFixed()} ${portion ?? '–'}`)
    .reverse();
}

test('a lock says how much of it is above the price, in the wallet and among the own bids', async () => {
  const { id, first, second } = await defended();
  const wallet = toWireWallet(await walletOf(second));
  expect(wallet).toMatchObject({
    balance: 20_000,
    lockedBalance: 30_000,
    locks: [{ auctionId: id, amount: 30_000, price: 21_000 }],
  });
  const [mine] = (await myBids({ userId: second })).items;
  expect([mine?.standing, mine?.locked.toFixed(), mine?.auction.price.toFixed()]).toEqual([
    'LEADING',
    '30000',
    '21000',
  ]);
  const [theirs] = (await myBids({ userId: first })).items;
  expect([theirs?.standing, theirs?.locked.toFixed()]).toEqual(['OUTBID', '0']);
});

test('the ledger tells a maximum from a bid, and the rest of a maximum from all of it', async () => {
  const { id, sellerId, second } = await defended();
  await autoBid({ auctionId: id, userId: second, maximum: 21_000 });
  await autoBid({ auctionId: id, userId: second, maximum: 35_000 });
  await closeEarly({ auctionId: id, userId: sellerId });
  expect(await ledgerOf(second)).toEqual([
    'DEPOSIT 0 –',
    'BID_LOCK 12000 –',
    'BID_REFUND -12000 –',
    'BID_LOCK 30000 maximum',
    'BID_REFUND -30000 maximum',
    'BID_LOCK 21000 –',
    'BID_REFUND -21000 –',
    'BID_LOCK 35000 maximum',
    'PAYMENT -21000 –',
    'BID_REFUND -14000 rest',
  ]);
});

test('a refund that ends a lead is no rest, also right after a payment for another auction', async () => {
  const paid = await defended();
  const { id, first, second } = await defended();
  await autoBid({ auctionId: paid.id, userId: first, maximum: 32_000 });
  await closeEarly({ auctionId: paid.id, userId: paid.sellerId });
  expect((await ledgerOf(first)).at(-1)).toBe('BID_REFUND -1000 rest');
  await buyNow({ auctionId: id, userId: second });
  expect((await ledgerOf(second)).slice(-2)).toEqual(['BID_REFUND -30000 maximum', 'PAYMENT 0 –']);
});

test('a winner hears how much of their maximum is free again, and a leader how much was locked when somebody else buys now', async () => {
  const won = await defended();
  await closeEarly({ auctionId: won.id, userId: won.sellerId });
  const bought = await defended();
  const buyer = await makeUser({ balance: 40_000 });
  await buyNow({ auctionId: bought.id, userId: buyer });
  const params = async (userId: string) => (await listNotifications({ userId, limit: 1 })).items[0]?.params;
  expect(await params(won.second)).toMatchObject({ amount: 21_000, rest: 9_000 });
  expect(await params(bought.second)).toMatchObject({ amount: 30_000 });
  expect(await params(buyer)).not.toHaveProperty('rest');
});

test('the leader hears once that their automatic bid answered, until they look', async () => {
  const { id, first, second } = await defended();
  await placeBid({ auctionId: id, userId: first, amount: 25_000 });
  expect((await toldKinds(second)).filter((kind) => kind === 'AUTO_RAISED')).toHaveLength(1);
});
