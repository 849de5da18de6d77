import { expect, test } from 'vitest';
import { issueToken } from '@/lib/accounts/tokens';
import type { Endpoint } from '@/lib/api/endpoint';
import {
  askQuestionEndpoint,
  unwatchEndpoint,
  watchEndpoint,
  writeReviewEndpoint,
} from '@/lib/api/endpoints/auctions';
import {
  chooseEndpoint,
  listNotificationsEndpoint,
  markReadEndpoint,
  subscribeToPushEndpoint,
  testPushEndpoint,
  unsubscribeFromPushEndpoint,
} from '@/lib/api/endpoints/notifications';
import { forgetSearchEndpoint, saveSearchEndpoint } from '@/lib/api/endpoints/searches';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { listReviews } from '@/lib/reviews/list';
import { ask } from '@/test/api';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';

testDatabase();
testRedis();

async function person(balance = 0): Promise<{ id: string; token: string }> {
  const id = await makeUser({ balance });
  return { id, token: await issueToken({ id, sessionVersion: 1 }) };
}

/** Makes an auction with a winner and without a review. */
async function wonBy(userId: string): Promise<{ id: string; sellerId: string }> {
  const { id, sellerId } = await makeAuction({ startPrice: 1_000 });
  await placeBid({ auctionId: id, userId, amount: 1_000 });
  await closeEarly({ auctionId: id, userId: sellerId });
  return { id, sellerId };
}

const endpoints: readonly Endpoint[] = [
  watchEndpoint,
  unwatchEndpoint,
  askQuestionEndpoint,
  writeReviewEndpoint,
  markReadEndpoint,
  chooseEndpoint,
  subscribeToPushEndpoint,
  unsubscribeFromPushEndpoint,
  testPushEndpoint,
  saveSearchEndpoint,
  forgetSearchEndpoint,
];

const tooMuch = '가'.repeat(60_000);
const bodies: readonly unknown[] = [
  undefined,
  '',
  '{"content":',
  null,
  [],
  7,
  {},
  { content: '', query: '', ids: [], endpoint: '' },
  { content: tooMuch, rating: 5, query: tooMuch, endpoint: `https://fcm.googleapis.com/${tooMuch}` },
  { content: '\u0000 \ud800', rating: 5, query: 'q=%00%ff', ids: ['\u0000'], auctionId: '1e3' },
  { content: { $ne: null }, rating: { $gt: 0 }, query: {}, ids: {}, endpoint: [], all: 'yes' },
  { content: '좋아요', rating: 1e308, ids: ['9'.repeat(400)], OUTBID: { push: 1, email: null } },
  { __proto__: { all: true }, constructor: 1, OUTBID: [] },
];

const ids = ['', '0', '-1', '1e3', '1;--', '%00', '9'.repeat(40), '👍'];

test.each(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  '%s answers whatever comes with a refusal that it describes, and asks a stranger who they are',
  async (_, endpoint) => {
    const { token } = await person();
    const { id } = await makeAuction();
    // `ask` itself fails on an answer that the endpoint does not describe, so on each 500.
    for (const body of bodies) {
      expect((await ask(endpoint, { id, token, body })).status).toBeLessThan(500);
      expect((await ask(endpoint, { id, body })).refusal).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    if (!endpoint.path.includes('{id}')) return;
    for (const wrong of ids) {
      const body = { content: '좋아요', rating: 5 };
      expect((await ask(endpoint, { id: wrong, token, body })).refusal).toMatchObject({ code: 'NOT_FOUND' });
    }
  },
);

test('the list of notifications refuses an invalid query', async () => {
  const { token } = await person();
  const queries: Record<string, string>[] = [
    { cursor: tooMuch.slice(0, 500) },
    { cursor: '%' },
    { limit: '1e9' },
    { unread: '👍' },
  ];
  for (const query of queries) {
    expect((await ask(listNotificationsEndpoint, { token, query })).refusal).toMatchObject({
      code: 'INVALID_INPUT',
    });
  }
});

test('markup and emoji in a review are kept as plain text', async () => {
  const winner = await person(10_000);
  const { id, sellerId } = await wonBy(winner.id);
  const content = '<img src=x onerror=alert(1)> &amp; 👨‍👩‍👧‍👦 최고예요';
  const body = { rating: 5, content: `  ${content}\u0007\n` };
  expect((await ask(writeReviewEndpoint, { id, token: winner.token, body })).status).toBe(201);
  expect((await listReviews({ sellerId, limit: 1 })).items[0]?.content).toBe(content);
  expect((await ask(writeReviewEndpoint, { id, token: winner.token, body })).refusal).toMatchObject({
    code: 'ALREADY_TAKEN',
  });
});
