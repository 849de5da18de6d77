import { readdirSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { database } from '@/db/client';
import { hashPassword } from '@/lib/accounts/password';
import { issueToken } from '@/lib/accounts/tokens';
import {
  createTokenEndpoint,
  listReviewsEndpoint,
  meEndpoint,
  profileEndpoint,
  revokeTokenEndpoint,
  signUpEndpoint,
} from '@/lib/api/endpoints/accounts';
import {
  askQuestionEndpoint,
  auctionEndpoint,
  buyNowEndpoint,
  cancelAuctionEndpoint,
  closeAuctionEndpoint,
  createAuctionEndpoint,
  editAuctionEndpoint,
  listAuctionsEndpoint,
  listBidsEndpoint,
  listQuestionsEndpoint,
  placeBidEndpoint,
  unwatchEndpoint,
  watchEndpoint,
  writeReviewEndpoint,
} from '@/lib/api/endpoints/auctions';
import {
  countUnreadEndpoint,
  listNotificationsEndpoint,
  markReadEndpoint,
} from '@/lib/api/endpoints/notifications';
import { listCategoriesEndpoint, listRegionsEndpoint } from '@/lib/api/endpoints/places';
import { realtimeTicketEndpoint } from '@/lib/api/endpoints/system';
import {
  depositEndpoint,
  listTransactionsEndpoint,
  walletEndpoint,
  withdrawEndpoint,
} from '@/lib/api/endpoints/wallet';
import { ENDPOINTS } from '@/lib/api/openapi';
import { readTicket } from '@/lib/realtime/ticket';
import { secretHash } from '@/lib/secret';
import { ask, routeFile, SITE } from '@/test/api';
import { testDatabase } from '@/test/database';
import { ageLogin, cookieOf, makeSession } from '@/test/logins';
import { makeAuction, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';

const { openPool } = testDatabase();
testRedis();
beforeAll(() => {
  process.env.PAYMENT_PROVIDER = 'demo';
});

const NOWHERE = '999999999';

/** Makes a person with a token and `balance` won to spend. */
async function person(balance = 0): Promise<{ id: string; token: string }> {
  const id = await makeUser({ balance });
  return { id, token: await issueToken({ id, sessionVersion: 1 }) };
}

function item(changes: object = {}) {
  return {
    title: '원목 의자',
    description: '튼튼해요',
    startPrice: 10_000,
    endTime: new Date(Date.now() + 3_600_000).toISOString(),
    category: 'desk-chair',
    isNational: false,
    condition: 'USED_A',
    shippingPayer: 'SELLER',
    ...changes,
  };
}

function newMember(changes: object = {}) {
  return {
    username: 'newcomer',
    email: 'newcomer@example.test',
    password: 'correct horse',
    nickname: '새 이웃',
    regionCode: '2653059100',
    consents: { terms: true, privacy: true, age14: true },
    ...changes,
  };
}

describe('the life of an item', () => {
  test('leads from signing up to the review, and every answer is as described', async () => {
    const signedUp = await ask(signUpEndpoint, { body: newMember() });
    expect(signedUp.answer).toMatchObject({ username: 'newcomer', reputation: { score: null, reviews: 0 } });
    const { token: seller } = (
      await ask(createTokenEndpoint, { body: { username: 'newcomer', password: 'correct horse' } })
    ).answer;
    const me = (await ask(meEndpoint, { token: seller })).answer;
    expect(me).toEqual({ ...signedUp.answer, suspension: null });

    const buyer = await person();
    const rival = await person(50_000);
    expect((await ask(depositEndpoint, { token: buyer.token, body: { amount: 30_000 } })).answer).toEqual({
      balance: 30_000,
      lockedBalance: 0,
      locks: [],
    });

    const listed = (await ask(createAuctionEndpoint, { token: seller, body: item({ instantPrice: 90_000 }) }))
      .answer;
    const id = listed.id;
    expect(listed).toMatchObject({
      regionCode: '2653059100',
      price: 10_000,
      minimumNext: 10_000,
      status: 'ACTIVE',
    });
    const edited = await ask(editAuctionEndpoint, { id, token: seller, body: { title: '원목 식탁 의자' } });
    expect(edited.answer.title).toBe('원목 식탁 의자');
    expect((await ask(listAuctionsEndpoint, { query: { q: '식탁' } })).answer.items).toMatchObject([{ id }]);

    const question = await ask(askQuestionEndpoint, {
      id,
      token: buyer.token,
      body: { content: '배송 되나요?' },
    });
    await ask(askQuestionEndpoint, {
      id,
      token: seller,
      body: { content: '네', parentId: question.answer.id },
    });
    expect((await ask(listQuestionsEndpoint, { id })).answer.items).toMatchObject([
      { answer: { content: '네' } },
    ]);

    await ask(watchEndpoint, { id, token: rival.token });
    await ask(placeBidEndpoint, { id, token: rival.token, body: { amount: 10_000 } });
    const leading = await ask(placeBidEndpoint, { id, token: buyer.token, body: { amount: 12_000 } });
    expect(leading.answer).toMatchObject({
      ok: true,
      bid: { amount: 12_000, bidder: { name: 'p**' } },
      auction: { auctionId: id, price: 12_000, minimumNext: 13_000, bidCount: 2 },
    });
    expect((await ask(listBidsEndpoint, { id })).answer.items.map(({ amount }) => amount)).toEqual([
      12_000, 10_000,
    ]);
    expect((await ask(walletEndpoint, { token: buyer.token })).answer).toEqual({
      balance: 18_000,
      lockedBalance: 12_000,
      locks: [{ auctionId: id, title: '원목 식탁 의자', amount: 12_000, price: 12_000 }],
      serverTime: expect.any(String),
    });
    expect((await ask(auctionEndpoint, { id, token: buyer.token })).answer.you).toMatchObject({
      leading: true,
      locked: 12_000,
    });
    expect((await ask(auctionEndpoint, { id })).answer.you).toBeUndefined();
    await ask(unwatchEndpoint, { id, token: rival.token });

    const closed = await ask(closeAuctionEndpoint, { id, token: seller });
    expect(closed.answer.auction).toMatchObject({ status: 'ENDED', winner: leading.answer.auction.leader });
    const review = { rating: 5, content: '고마워요' };
    await ask(writeReviewEndpoint, { id, token: buyer.token, body: review });
    expect((await ask(profileEndpoint, { id: me.id })).answer.reputation).toEqual({ score: 100, reviews: 1 });
    expect((await ask(listReviewsEndpoint, { id: me.id })).answer.items).toMatchObject([
      { auctionId: id, ...review },
    ]);

    expect((await ask(withdrawEndpoint, { token: seller, body: { amount: 12_000 } })).answer.balance).toBe(0);
    const entries = (await ask(listTransactionsEndpoint, { token: seller })).answer.items;
    expect(entries.map(({ type }) => type)).toEqual(['WITHDRAWAL', 'EARNING']);
    const told = (await ask(listNotificationsEndpoint, { token: buyer.token, query: { unread: 'true' } }))
      .answer.items;
    expect(told.map(({ kind }) => kind)).toEqual(['WON', 'ANSWER']);
    await ask(markReadEndpoint, { token: buyer.token, body: { all: true } });
    const unread = await ask(listNotificationsEndpoint, { token: buyer.token, query: { unread: 'true' } });
    expect(unread.answer.items).toEqual([]);

    await ask(revokeTokenEndpoint, { token: seller });
    expect((await ask(meEndpoint, { token: seller })).refusal?.code).toBe('UNAUTHENTICATED');
  });

  test('may end with buying now', async () => {
    const [seller, buyer] = [await person(), await person(90_000)];
    const body = item({ instantPrice: 90_000 });
    const { id } = (await ask(createAuctionEndpoint, { token: seller.token, body })).answer;
    const bought = await ask(buyNowEndpoint, { id, token: buyer.token });
    expect(bought.answer.auction).toMatchObject({ status: 'ENDED', price: 90_000 });
    expect((await ask(walletEndpoint, { token: seller.token })).answer.balance).toBe(90_000);
  });

  test('may end with a cancellation before the first bid', async () => {
    const seller = await person();
    const { id } = (await ask(createAuctionEndpoint, { token: seller.token, body: item() })).answer;
    expect((await ask(cancelAuctionEndpoint, { id, token: seller.token })).answer.auction.status).toBe(
      'CANCELLED',
    );
  });
});

describe('a bid is refused', () => {
  test.each([
    ['before the start', { startsIn: 600 }, 10_000, 'AUCTION_NOT_ACTIVE', {}],
    ['after the end', { startsIn: -600, endsIn: -1 }, 10_000, 'AUCTION_ENDED', {}],
    ['below the start price', {}, 9_000, 'BID_TOO_LOW', { minimum: 10_000 }],
    ['off the step', {}, 10_500, 'BID_NOT_ON_STEP', { nearest: 11_000 }],
    ['at the buy-now price', { instantPrice: 20_000 }, 20_000, 'ABOVE_BUY_NOW', { instantPrice: 20_000 }],
    ['beyond the wallet', {}, 31_000, 'INSUFFICIENT_BALANCE', { available: 30_000 }],
  ] as const)('%s', async (_, options, amount, code, facts) => {
    const { id } = await makeAuction(options);
    const { token } = await person(30_000);
    const { refusal } = await ask(placeBidEndpoint, { id, token, body: { amount } });
    expect(refusal).toMatchObject({ code, ...facts });
  });

  test('below the buy-now price once no step is left there; the item offers to buy alone', async () => {
    const { id } = await makeAuction({ startPrice: 10_000, bidUnit: 50_000, instantPrice: 20_000 });
    const [first, rival] = [await person(90_000), await person(90_000)];
    const placed = await ask(placeBidEndpoint, { id, token: first.token, body: { amount: 10_000 } });
    expect(placed.answer.auction.minimumNext).toBe(0);
    for (const amount of [9_000, 10_000, 19_999, 60_000]) {
      const { refusal } = await ask(placeBidEndpoint, { id, token: rival.token, body: { amount } });
      expect(refusal).toMatchObject({ code: 'ABOVE_BUY_NOW', instantPrice: 20_000 });
    }
    expect((await ask(auctionEndpoint, { id })).answer).toMatchObject({ price: 10_000, minimumNext: 0 });
    expect((await ask(buyNowEndpoint, { id, token: rival.token })).refusal).toBeNull();
  });

  test('above the largest amount there is', async () => {
    const { id } = await makeAuction({ startPrice: 999_999_999_999 });
    const rich = await person(999_999_999_999);
    await ask(placeBidEndpoint, { id, token: rich.token, body: { amount: 999_999_999_999 } });
    const { token } = await person(30_000);
    const { refusal } = await ask(placeBidEndpoint, { id, token, body: { amount: 999_999_999_999 } });
    expect(refusal).toMatchObject({ code: 'BID_LIMIT' });
  });

  test('on an item of the bidder', async () => {
    const { id: sellerId, token } = await person(30_000);
    const { id } = await makeAuction({ sellerId, instantPrice: 20_000 });
    const bid = await ask(placeBidEndpoint, { id, token, body: { amount: 10_000 } });
    const purchase = await ask(buyNowEndpoint, { id, token });
    expect([bid.refusal?.code, purchase.refusal?.code]).toEqual(['OWN_AUCTION', 'OWN_AUCTION']);
  });

  test.each([
    undefined,
    '',
    'amount=10000',
    '[]',
    'null',
    '"10000"',
    '{}',
    '{"amount":"10000"}',
    '{"amount":10000.5}',
    '{"amount":-1}',
    '{"amount":0}',
    '{"amount":1e30}',
    '{"amount":9007199254740993}',
    '{"amount":null}',
    '{"amount":true}',
    '{"amount":"\\u0000"}',
  ])('as malformed: %s', async (body) => {
    const { id } = await makeAuction();
    const { token } = await person();
    expect((await ask(placeBidEndpoint, { id, token, body })).refusal?.code).toBe('INVALID_INPUT');
  });

  test('as too large', async () => {
    const { id } = await makeAuction();
    const { token } = await person();
    const body = JSON.stringify({ amount: 10_000, filling: 'x'.repeat(70_000) });
    expect((await ask(placeBidEndpoint, { id, token, body })).refusal?.code).toBe('TOO_LARGE');
  });
});

test('other commands are refused to other people, and after the end', async () => {
  const [seller, buyer, stranger] = [await person(), await person(50_000), await person(5_000)];
  const { id } = await makeAuction({ sellerId: seller.id, instantPrice: 20_000 });
  for (const endpoint of [closeAuctionEndpoint, cancelAuctionEndpoint]) {
    expect((await ask(endpoint, { id, token: stranger.token })).refusal?.code).toBe('FORBIDDEN');
  }
  expect((await ask(editAuctionEndpoint, { id, token: stranger.token, body: {} })).refusal?.code).toBe(
    'FORBIDDEN',
  );
  expect((await ask(buyNowEndpoint, { id, token: stranger.token })).refusal).toMatchObject({
    code: 'INSUFFICIENT_BALANCE',
    available: 5_000,
  });
  await ask(placeBidEndpoint, { id, token: buyer.token, body: { amount: 19_000 } });
  expect((await ask(cancelAuctionEndpoint, { id, token: seller.token })).refusal?.code).toBe('HAS_BIDS');
  expect(
    (await ask(editAuctionEndpoint, { id, token: seller.token, body: { title: '의자' } })).refusal?.code,
  ).toBe('HAS_BIDS');
  const plain = await makeAuction();
  expect((await ask(buyNowEndpoint, { id: plain.id, token: buyer.token })).refusal?.code).toBe(
    'BUY_NOW_UNAVAILABLE',
  );
  expect(
    (await ask(withdrawEndpoint, { token: stranger.token, body: { amount: 5_001 } })).refusal,
  ).toMatchObject({
    code: 'INSUFFICIENT_BALANCE',
    available: 5_000,
  });
  const account = { bank: 'KAKAO', accountNumber: '3333-01-234567', holder: '김하늘' };
  const payout = (change: object) =>
    ask(withdrawEndpoint, {
      token: stranger.token,
      body: { amount: 1_000, account: { ...account, ...change } },
    });
  expect((await payout({ bank: '?' })).refusal).toMatchObject({ fields: { 'account.bank': 'bank' } });
  expect((await payout({})).answer.balance).toBe(4_000);
  const most = 999_999_999_999;
  expect((await ask(depositEndpoint, { token: stranger.token, body: { amount: most } })).refusal?.code).toBe(
    'BALANCE_LIMIT',
  );
});

describe('Idempotency-Key', () => {
  const key = { 'idempotency-key': 'one-and-the-same' };

  test('the same request gets the first answer again, and another request is refused', async () => {
    const buyer = await person(10_000);
    const { id } = await makeAuction();
    const asked = { id, token: buyer.token, headers: key, body: { amount: 10_000 } };
    const first = await ask(placeBidEndpoint, asked);
    const again = await ask(placeBidEndpoint, asked);
    expect([again.status, again.answer]).toEqual([201, first.answer]);
    const other = await ask(placeBidEndpoint, { ...asked, body: { amount: 11_000 } });
    expect([other.status, other.refusal?.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
  });

  test('a refused bid changed nothing, so its key may be used for it again', async () => {
    const { id } = await makeAuction();
    const poor = { id, token: (await person()).token, headers: key, body: { amount: 12_000 } };
    expect((await ask(placeBidEndpoint, poor)).refusal?.code).toBe('INSUFFICIENT_BALANCE');
    await ask(depositEndpoint, { token: poor.token, body: { amount: 50_000 } });
    const later = await ask(placeBidEndpoint, poor);
    expect([later.status, later.answer.bid?.amount]).toEqual([201, 12_000]);
  });

  test('twenty deposits with one key at the same moment put the money in once', async () => {
    const { token } = await person();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        ask(depositEndpoint, { token, headers: key, body: { amount: 1_000 } }),
      ),
    );
    expect(new Set(answers.map(({ answer }) => answer.balance))).toEqual(new Set([1_000]));
    expect((await ask(walletEndpoint, { token })).answer.balance).toBe(1_000);
  });

  test('an item that is sent twice is listed once, and another item under its key is refused', async () => {
    const { token } = await person();
    const asked = { token, headers: key, body: item() };
    const [first, again] = [await ask(createAuctionEndpoint, asked), await ask(createAuctionEndpoint, asked)];
    expect([again.status, again.answer.id]).toEqual([201, first.answer.id]);
    const other = await ask(createAuctionEndpoint, { ...asked, body: item({ title: '다른 의자' }) });
    expect([other.status, other.refusal?.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
  });

  test('a question that is sent twice is asked once', async () => {
    const { id } = await makeAuction();
    const asked = { id, token: (await person()).token, headers: key, body: { content: '배송 되나요?' } };
    const [first, again] = [await ask(askQuestionEndpoint, asked), await ask(askQuestionEndpoint, asked)];
    expect([again.status, again.answer]).toEqual([201, first.answer]);
    const other = await ask(askQuestionEndpoint, { ...asked, body: { content: '직거래 되나요?' } });
    expect([other.status, other.refusal?.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
  });

  test.each(['', 'x'.repeat(256)])('has 1 to 255 characters: %j', async (value) => {
    const { token } = await person();
    const asked = { token, headers: { 'idempotency-key': value }, body: { amount: 1_000 } };
    expect((await ask(depositEndpoint, asked)).refusal).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { idempotencyKey: 'idempotencyKey' },
    });
  });
});

describe('a withdrawal', () => {
  test('by a token older than ten minutes needs the password', async () => {
    const { id, token } = await person();
    await ask(depositEndpoint, { token, body: { amount: 5_000 } });
    expect((await ask(withdrawEndpoint, { token, body: { amount: 1_000 } })).status).toBe(201);
    await ageLogin({ hash: secretHash(token) }, 11);
    const passwordHash = await hashPassword('correct horse');
    await database().execute(sql`UPDATE users SET password_hash = ${passwordHash} WHERE id = ${id}`);
    for (const [password, fault] of [
      [undefined, 'required'],
      ['wrong horse', 'wrongPassword'],
    ]) {
      const { refusal } = await ask(withdrawEndpoint, { token, body: { amount: 1_000, password } });
      expect(refusal).toMatchObject({ code: 'INVALID_INPUT', fields: { password: fault } });
    }
    const body = { amount: 1_000, password: 'correct horse' };
    expect((await ask(withdrawEndpoint, { token, body })).answer.balance).toBe(3_000);
  });
});

describe('a caller', () => {
  test('with a session may read, and may make changes from a page of this site', async () => {
    const { id } = await person();
    const cookie = await cookieOf(await makeSession(id));
    expect((await ask(meEndpoint, { headers: { cookie } })).answer.id).toBe(id);
    for (const origin of [undefined, 'null', 'https://evil.test']) {
      const headers: Record<string, string> = origin ? { cookie, origin } : { cookie };
      expect((await ask(depositEndpoint, { headers, body: { amount: 1 } })).refusal?.code).toBe('FORBIDDEN');
    }
    const headers = { cookie, origin: SITE, 'x-made-for': id };
    const deposited = await ask(depositEndpoint, { headers, body: { amount: 1 } });
    expect(deposited.answer.balance).toBe(1);
  });

  test('with a session changes nothing from a page of another account, or without the account of the page', async () => {
    const [{ id }, other] = await Promise.all([person(), person()]);
    const session = { cookie: await cookieOf(await makeSession(id)), origin: SITE };
    const pages: Record<string, string>[] = [{ 'x-made-for': other.id }, { 'x-made-for': '' }, {}];
    for (const madeFor of pages) {
      const headers = { ...session, ...madeFor };
      const answered = await ask(depositEndpoint, { headers, body: { amount: 1 } });
      expect(answered.status).toBe(409);
      expect(answered.refusal).toMatchObject({ code: 'OTHER_ACCOUNT' });
    }
    expect((await ask(walletEndpoint, { headers: session })).answer.balance).toBe(0);
  });

  test('on a page of another account is told so, and reads nothing', async () => {
    const [{ id }, other] = await Promise.all([person(), person()]);
    const cookie = await cookieOf(await makeSession(id));
    const read = (madeFor: string) =>
      ask(countUnreadEndpoint, { headers: { cookie, 'x-made-for': madeFor } });
    expect((await read(id)).answer.count).toBe(0);
    for (const madeFor of [other.id, '']) {
      expect((await read(madeFor)).refusal).toMatchObject({ code: 'OTHER_ACCOUNT' });
    }
  });

  test('with a token needs no origin', async () => {
    const { token } = await person();
    const headers = { origin: 'https://partner.test' };
    expect((await ask(depositEndpoint, { token, headers, body: { amount: 1 } })).status).toBe(201);
  });

  test.each(['Bearer', 'Bearer nonsense', 'Basic bWluamk6eA==', 'nonsense'])(
    'an authorization that does not hold is refused even where none is needed: %s',
    async (authorization) => {
      const answered = await ask(listAuctionsEndpoint, { headers: { authorization } });
      expect(answered.refusal?.code).toBe('UNAUTHENTICATED');
      expect(answered.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  const forViewers = ENDPOINTS.filter(({ endpoint }) =>
    ['required', 'evenSuspended'].includes(endpoint.auth),
  ).map(({ name, endpoint }) => ({
    name,
    endpoint,
  }));
  test.each(forViewers)('without a login is refused by $name', async ({ endpoint }) => {
    expect((await ask(endpoint, { id: '1', body: endpoint.body && {} })).refusal?.code).toBe(
      'UNAUTHENTICATED',
    );
  });

  test.each(forViewers)('a suspended person meets the rule of $name', async ({ endpoint }) => {
    const { id, token } = await person();
    await database().execute(sql`UPDATE users SET suspended_at = now() WHERE id = ${id}`);
    const { refusal } = await ask(endpoint, { id: NOWHERE, token, body: endpoint.example ?? endpoint.body });
    const isSuspended = refusal?.code === 'FORBIDDEN' && refusal.reason === 'SUSPENDED';
    expect(isSuspended).toBe(endpoint.auth === 'required');
  });

  test('a suspended person makes a token, reads the wallet and withdraws the money', async () => {
    const account = { username: 'suspended1', password: 'correct-horse-1' };
    const { id } = await person(50_000);
    await database().execute(sql`
      UPDATE users SET username = ${account.username}, password_hash = ${await hashPassword(account.password)},
        suspended_at = now() WHERE id = ${id}`);
    const { token } = (await ask(createTokenEndpoint, { body: account })).answer;
    expect((await ask(walletEndpoint, { token })).answer.balance).toBe(50_000);
    const taken = await ask(withdrawEndpoint, { token, body: withdrawEndpoint.example });
    expect(taken.status).toBe(201);
  });

  test('gets a ticket of their own, with the address of the socket', async () => {
    const { id, token } = await person();
    const { answer } = await ask(realtimeTicketEndpoint, { token });
    expect(readTicket(answer.ticket, new Date())?.holder).toEqual({
      userId: id,
      login: secretHash(token),
      sessionVersion: 1,
    });
    expect(answer.url).toBe('ws://site.test:3001/ws');
  });
});

describe('a row that does not exist', () => {
  const withId = ENDPOINTS.filter(({ endpoint }) => endpoint.path.includes('{id}')).map(
    ({ name, endpoint }) => ({
      name,
      endpoint,
    }),
  );
  const bodies: Record<string, object> = {
    placeBid: { amount: 1_000 },
    autoBid: { maximum: 1_000 },
    askQuestion: { content: '?' },
    writeReview: { rating: 5, content: '좋아요' },
    editAuction: {},
    ...Object.fromEntries(
      ENDPOINTS.flatMap(({ name, group, endpoint }) =>
        group === 'trades' && endpoint.body ? [[name, endpoint.example]] : [],
      ),
    ),
  };

  test.each(withId)(
    'is answered by $name with NOT_FOUND for any form of the id',
    async ({ name, endpoint }) => {
      const { token } = await person();
      const ids = [
        NOWHERE,
        '9223372036854775807',
        '9223372036854775808',
        '0',
        '-1',
        '01',
        '1.0',
        '1e3',
        'abc',
        '%00',
        '１',
      ];
      for (const id of name === 'unwatch' ? ids.slice(2) : ids) {
        expect((await ask(endpoint, { id, token, body: bodies[name] })).refusal?.code, id).toBe('NOT_FOUND');
      }
    },
  );

  test('may be removed from the saved items', async () => {
    const { token } = await person();
    expect((await ask(unwatchEndpoint, { id: NOWHERE, token })).status).toBe(204);
  });

  test('on any unknown path is answered as JSON', async () => {
    const route = await import('@/app/api/v1/[[...path]]/route');
    const response = await route.GET(new Request(`${SITE}/api/v1/nothing`));
    expect([response.status, (await response.json()).code]).toEqual([404, 'NOT_FOUND']);
  });
});

describe('a query', () => {
  const faulty: [string, Parameters<typeof ask>[0], Record<string, string>][] = [
    ['region', listAuctionsEndpoint, { region: 'abc' }],
    ['minPrice', listAuctionsEndpoint, { minPrice: 'abc' }],
    ['maxPrice', listAuctionsEndpoint, { minPrice: '2', maxPrice: '1' }],
    ['condition', listAuctionsEndpoint, { condition: 'OLD' }],
    ['kind', listAuctionsEndpoint, { kind: 'both' }],
    ['status', listAuctionsEndpoint, { status: 'active' }],
    ['sort', listAuctionsEndpoint, { sort: 'random' }],
    ['cursor', listAuctionsEndpoint, { cursor: 'zzz' }],
    ['limit', listAuctionsEndpoint, { limit: '101' }],
    ['q', listAuctionsEndpoint, { q: 'a\u0000b' }],
    ['parent', listRegionsEndpoint, { parent: 'abc' }],
    ['parent', listRegionsEndpoint, { parent: '9900000000' }],
    ['limit', listReviewsEndpoint, { limit: '-1' }],
    ['cursor', listBidsEndpoint, { cursor: 'zzz' }],
    ['cursor', listQuestionsEndpoint, { cursor: 'W10' }],
    ['type', listTransactionsEndpoint, { type: 'GIFT' }],
    ['unread', listNotificationsEndpoint, { unread: 'maybe' }],
  ];

  test.each(faulty)('with an invalid %s is refused by that name', async (field, endpoint, query) => {
    const { id } = await makeAuction();
    const { token } = await person();
    const { refusal } = await ask(endpoint, { id, token, query });
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', fields: { [field]: expect.any(String) } });
  });

  test('for an unknown category finds nothing', async () => {
    expect((await ask(listAuctionsEndpoint, { query: { category: 'no-such-thing' } })).answer.items).toEqual(
      [],
    );
  });
});

test('reference data is public, and may be cached for a while', async () => {
  const regions = await ask(listRegionsEndpoint, { query: { q: '모라1동' } });
  expect(regions.answer.items).toMatchObject([{ code: '2653059100', path: '부산광역시 사상구 모라제1동' }]);
  expect(regions.headers.get('cache-control')).toBe('public, max-age=3600');
  const categories = await ask(listCategoriesEndpoint);
  expect(categories.answer.items[0]).toMatchObject({
    slug: 'digital',
    children: [{ slug: 'phone' }, {}, {}, {}, {}, {}, {}],
  });
  expect((await ask(listAuctionsEndpoint)).headers.get('cache-control')).toBe('no-store');
});

test('signing up is refused with every invalid field, and for taken names', async () => {
  const empty = await ask(signUpEndpoint, { body: {} });
  expect(Object.keys(empty.refusal?.fields ?? {})).toEqual([
    'username',
    'email',
    'password',
    'nickname',
    'regionCode',
    'consents',
  ]);
  await ask(signUpEndpoint, {
    body: newMember({ username: 'first', email: 'first@example.test', nickname: '첫째' }),
  });
  const taken = await ask(signUpEndpoint, {
    body: newMember({ username: 'FIRST', email: 'b@example.test', nickname: '둘째' }),
  });
  expect(taken.refusal).toMatchObject({ code: 'ALREADY_TAKEN', fields: { username: 'usernameTaken' } });
});

test('too many wrong passwords are refused for a while, and the answer says how long', async () => {
  const body = { username: 'victim', password: 'wrong' };
  for (let attempt = 0; attempt < 10; attempt += 1) {
    expect((await ask(createTokenEndpoint, { body })).refusal?.code).toBe('BAD_CREDENTIALS');
  }
  const limited = await ask(createTokenEndpoint, { body });
  expect(limited.refusal?.code).toBe('RATE_LIMITED');
  expect(limited.headers.get('retry-after')).toBe(String(limited.refusal?.retryAfterSeconds));
});

test('a refusal is in the caller’s language', async () => {
  const speak = async (headers: Record<string, string>) =>
    (await ask(meEndpoint, { headers })).refusal?.message;
  expect(await speak({})).toBe('로그인이 필요해요.');
  expect(await speak({ 'accept-language': 'en-GB, ko;q=0.5' })).toMatch(/log in/i);
  expect(await speak({ 'accept-language': 'en', cookie: 'NEXT_LOCALE=ko' })).toBe('로그인이 필요해요.');
});

test('an unexpected error shows a request id and nothing else', async () => {
  const { token } = await person();
  const owner = openPool('owner', 1);
  await owner.query('ALTER TABLE notifications RENAME TO notifications_away');
  try {
    const route = await import('@/app/api/v1/notifications/route');
    const request = new Request(`${SITE}/api/v1/notifications`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const response = await route.GET(request, { params: Promise.resolve(undefined) });
    const json = await response.json();
    expect([response.status, Object.keys(json)]).toEqual([500, ['requestId']]);
    expect(response.headers.get('x-request-id')).toBe(json.requestId);
  } finally {
    await owner.query('ALTER TABLE notifications_away RENAME TO notifications');
  }
});

describe('the description', () => {
  const described = ENDPOINTS.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`).sort();

  test('names every endpoint of version 1', () => {
    expect(described).toEqual(
      [
        'DELETE /api/v1/auctions/{id}/auto-bid',
        'GET /api/v1/attempts/{id}',
        'GET /api/v1/auctions/{id}/attempts',
        'GET /api/v1/auctions/{id}/record',
        'POST /api/v1/auctions/{id}/auto-bid',
        'GET /api/v1/trades',
        'GET /api/v1/trades/{id}',
        'POST /api/v1/trades/{id}/call-off',
        'POST /api/v1/trades/{id}/complete',
        'POST /api/v1/trades/{id}/decision',
        'POST /api/v1/trades/{id}/deliver',
        'POST /api/v1/trades/{id}/handover',
        'POST /api/v1/trades/{id}/objection',
        'POST /api/v1/trades/{id}/offers',
        'POST /api/v1/trades/{id}/offers/accept',
        'POST /api/v1/trades/{id}/ship',
        'POST /api/v1/users',
        'POST /api/v1/tokens',
        'DELETE /api/v1/tokens/current',
        'GET /api/v1/me',
        'GET /api/v1/wallet',
        'GET /api/v1/wallet/transactions',
        'POST /api/v1/wallet/deposits',
        'POST /api/v1/wallet/withdrawals',
        'GET /api/v1/regions',
        'GET /api/v1/categories',
        'POST /api/v1/auctions',
        'GET /api/v1/auctions',
        'GET /api/v1/auctions/{id}',
        'PATCH /api/v1/auctions/{id}',
        'GET /api/v1/auctions/{id}/bids',
        'POST /api/v1/auctions/{id}/bids',
        'POST /api/v1/auctions/{id}/buy-now',
        'POST /api/v1/auctions/{id}/close',
        'POST /api/v1/auctions/{id}/cancel',
        'PUT /api/v1/auctions/{id}/watch',
        'DELETE /api/v1/auctions/{id}/watch',
        'GET /api/v1/auctions/{id}/questions',
        'POST /api/v1/auctions/{id}/questions',
        'POST /api/v1/auctions/{id}/review',
        'GET /api/v1/users/{id}',
        'GET /api/v1/users/{id}/reviews',
        'GET /api/v1/notifications',
        'POST /api/v1/notifications/read',
        'GET /api/v1/notifications/unread',
        'GET /api/v1/notifications/choices',
        'PUT /api/v1/notifications/choices',
        'GET /api/v1/notifications/push',
        'POST /api/v1/notifications/push',
        'DELETE /api/v1/notifications/push',
        'POST /api/v1/notifications/push/test',
        'GET /api/v1/searches',
        'POST /api/v1/searches',
        'DELETE /api/v1/searches/{id}',
        'POST /api/v1/realtime/ticket',
      ].sort(),
    );
  });

  test('holds: every route has the described methods, and answers 405 to others', async () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((file) => path.basename(file) === 'route.ts' && !/openapi|path\]/.test(file))
      .map((file) => path.join(import.meta.dirname, file));
    expect(new Set(ENDPOINTS.map(({ endpoint }) => routeFile(endpoint)))).toEqual(new Set(files));
    for (const file of files) {
      const route = await import(file);
      const methods = ENDPOINTS.filter(({ endpoint }) => routeFile(endpoint) === file).map(
        ({ endpoint }) => endpoint.method,
      );
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
        if (methods.includes(method)) continue;
        const response: Response = await route[method](new Request(SITE, { method }), {});
        expect([file, method, response.status]).toEqual([file, method, 405]);
        expect(response.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(methods));
        expect(await response.json()).toMatchObject({ ok: false, code: 'METHOD_NOT_ALLOWED' });
      }
    }
  });

  test('is an OpenAPI document with an operation, its refusals and their examples for each', async () => {
    const route = await import('@/app/api/v1/openapi.json/route');
    const document = await (await route.GET()).json();
    expect(document.openapi).toMatch(/^3\.1/);
    const operations = Object.entries<Record<string, { operationId: string; responses: object }>>(
      document.paths,
    ).flatMap(([url, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => ({ url, method, responses })),
    );
    expect(operations).toHaveLength(ENDPOINTS.length + 1);
    const bid = operations.find(({ url, method }) => url.endsWith('/bids') && method === 'post');
    expect(Object.keys(bid?.responses ?? {})).toEqual([
      '201',
      '400',
      '401',
      '402',
      '403',
      '404',
      '409',
      '413',
      '422',
      '429',
      '500',
      '503',
    ]);
    expect(JSON.stringify(bid?.responses)).toContain('"minimum":55000');
  });
});

test('a suspended account loses its tokens at once', async () => {
  const { id, token } = await person();
  await database().execute(sql`UPDATE users SET session_version = session_version + 1 WHERE id = ${id}`);
  expect((await ask(meEndpoint, { token })).refusal?.code).toBe('UNAUTHENTICATED');
});

test.each(
  ENDPOINTS.filter(({ endpoint }) => endpoint.body).map(({ name, endpoint }) => ({ name, endpoint })),
)('the example of $name is one that would be taken', ({ endpoint }) => {
  expect(endpoint.body?.safeParse(endpoint.example).error).toBeUndefined();
});

test('while the database is out of reach, a request that only reads is answered with BUSY', async () => {
  const { token } = await person();
  const owner = openPool('owner', 1);
  await owner.query('BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE');
  try {
    const answered = await ask(meEndpoint, { token });
    expect([answered.refusal?.code, answered.headers.get('retry-after')]).toEqual(['BUSY', '1']);
  } finally {
    await owner.query('ROLLBACK');
  }
});
