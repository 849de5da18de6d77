import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { database } from '@/db/client';
import { changeRegion, editProfile } from '@/lib/accounts/edit-profile';
import { verifyPassword } from '@/lib/accounts/verify-password';
import { boundedSearch } from '@/lib/auctions/bounded-search';
import { createAuction } from '@/lib/auctions/create';
import { editAuction } from '@/lib/auctions/edit';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { blockPerson } from '@/lib/blocks/block-person';
import { chooseNotifications } from '@/lib/notifications/choices';
import { subscribeToPush } from '@/lib/notifications/subscribe-to-push';
import { createOrder } from '@/lib/payments/create-order';
import { pseudonymKey } from '@/lib/pseudonym';
import { answerQuestion } from '@/lib/questions/answer';
import { askQuestion } from '@/lib/questions/ask';
import { writeReview } from '@/lib/reviews/write-review';
import { saveSearch } from '@/lib/saved-searches/save-search';
import { relist } from '@/lib/selling/relist';
import { withdraw } from '@/lib/wallet/withdraw';
import { watchAuction } from '@/lib/watchlist/watch';
import { testDatabase } from '@/test/database';
import { hold } from '@/test/locks';
import { justLoggedIn, makeSession } from '@/test/logins';
import { deposit, makeAuction, makeUser, makeUsers } from '@/test/market';
import { LIMITS, type LimitName } from './limits';
import { attemptsOf, consume } from './rate-limit';
import type { Result } from './result';

const db = testDatabase();

beforeEach(() => {
  vi.stubEnv('REDIS_URL', 'redis://localhost:6379');
  vi.stubEnv('PAYMENT_PROVIDER', 'demo');
  vi.stubEnv('DEMO_MODE', 'true');
});
afterEach(() => vi.unstubAllEnvs());

function allow(name: LimitName, attempts: number): void {
  vi.stubEnv(LIMITS[name].setting, String(attempts));
}

const TOO_OFTEN = { ok: false, code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) };

async function auctionInput() {
  const { rows } = await database().execute<{ end: string; category: string }>(sql`
    SELECT to_char(now() + interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS end, min(slug) AS category FROM categories`);
  return {
    title: '원목 의자',
    description: '튼튼해요',
    startPrice: 10_000,
    endTime: rows[0]?.end,
    category: rows[0]?.category,
    isNational: false,
    condition: 'USED_A',
    shippingPayer: 'SELLER',
  };
}

type Attempt = () => Promise<Result<object>>;

/** For each limit, two attempts that would both be accepted without it. */
const ATTEMPTS: Partial<Record<LimitName, () => Promise<[Attempt, Attempt]>>> = {
  question: async () => {
    const [asker, { id: auctionId }] = [await makeUser(), await makeAuction()];
    const ask = () => askQuestion({ auctionId, userId: asker, content: '배송 되나요?' });
    return [ask, ask];
  },
  answer: async () => {
    const [asker, { id: auctionId, sellerId }] = [await makeUser(), await makeAuction()];
    const ids: string[] = [];
    for (const content of ['하나', '둘']) {
      const asked = await askQuestion({ auctionId, userId: asker, content });
      if (asked.ok) ids.push(asked.id);
    }
    const answer =
      (questionId = '') =>
      () =>
        answerQuestion({ auctionId, questionId, userId: sellerId, content: '네' });
    return [answer(ids[0]), answer(ids[1])];
  },
  review: async () => {
    const winner = await makeUser({ balance: 100_000 });
    const won = [await makeAuction(), await makeAuction()];
    for (const { id: auctionId, sellerId } of won) {
      await placeBid({ auctionId, userId: winner, amount: 10_000 });
      await closeEarly({ auctionId, userId: sellerId });
    }
    const review =
      (auctionId = '') =>
      () =>
        writeReview({ auctionId, userId: winner, review: { rating: 5, content: '고마워요' } });
    return [review(won[0]?.id), review(won[1]?.id)];
  },
  listing: async () => {
    const [sellerId, input] = [await makeUser(), await auctionInput()];
    const unsold = await makeAuction({ sellerId });
    await closeEarly({ auctionId: unsold.id, userId: sellerId });
    return [() => createAuction({ sellerId, input }), () => relist({ auctionId: unsold.id, sellerId })];
  },
  editListing: async () => {
    const { id: auctionId, sellerId } = await makeAuction();
    const edit = (title: string) => () => editAuction({ auctionId, sellerId, input: { title } });
    return [edit('하나'), edit('둘')];
  },
  watch: async () => {
    const [userId, { id: auctionId }] = [await makeUser(), await makeAuction()];
    const watch = () => watchAuction({ auctionId, userId });
    return [watch, watch];
  },
  block: async () => {
    const [bidder, { id: auctionId, sellerId }] = [await makeUser(), await makeAuction()];
    await askQuestion({ auctionId, userId: bidder, content: '?' });
    const block = () => blockPerson({ sellerId, auctionId, personKey: pseudonymKey(auctionId, bidder) });
    return [block, block];
  },
  saveSearch: async () => {
    const userId = await makeUser();
    const save = (q: string) => () => saveSearch({ userId, query: `q=${q}`, locale: 'ko' });
    return [save('소파'), save('의자')];
  },
  subscribeToPush: async () => {
    const userId = await makeUser();
    const login = await makeSession(userId);
    const subscription = {
      endpoint: 'https://fcm.googleapis.com/fcm/send/abc',
      keys: {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
    };
    const subscribe = () => subscribeToPush({ userId, login, subscription });
    return [subscribe, subscribe];
  },
  changeSetting: async () => {
    const userId = await makeUser();
    return [
      () => chooseNotifications(userId, { OUTBID: { push: true, email: false } }),
      () => changeRegion(userId, '2653059100'),
    ];
  },
  editProfile: async () => {
    const userId = await makeUser();
    const proof = await justLoggedIn(userId);
    const edit = (nickname: string) => () =>
      editProfile({
        userId,
        input: { nickname: `${nickname}${userId}`, email: `e${userId}@example.test` },
        proof,
      });
    return [edit('하늘'), edit('바다')];
  },
  deposit: async () => {
    const userId = await makeUser();
    return [() => deposit({ userId, amount: 1_000 }), () => createOrder({ userId, amount: 1_000 })];
  },
  withdrawal: async () => {
    const userId = await makeUser({ balance: 10_000 });
    const leave = () => withdraw({ userId, amount: 1_000 });
    return [leave, leave];
  },
  search: async () => {
    const viewerId = await makeUser();
    const search = () => boundedSearch({ q: '의자', viewerId, address: '203.0.113.7' }, async () => []);
    return [search, search];
  },
  searchFrom: async () => {
    const visit = { q: '의자', viewerId: undefined, address: '203.0.113.7' };
    const search = () => boundedSearch(visit, async () => []);
    return [search, search];
  },
};

test.each(Object.entries(ATTEMPTS))(
  '%s: the attempt behind the last allowed one is refused',
  async (name, make) => {
    const [first, second] = await make();
    await database().execute(sql`DELETE FROM rate_limits`);
    allow(name as LimitName, 1);
    expect(await first()).toMatchObject({ ok: true });
    expect(await second()).toEqual(TOO_OFTEN);
  },
);

test('passwords are checked a limited number of times from one address, right or wrong', async () => {
  allow('passwordCheck', 2);
  const check = (address: string) => verifyPassword({ username: 'nobody', password: 'wrong pass' }, address);
  for (let round = 0; round < 2; round += 1) {
    expect(await check('203.0.113.9')).toMatchObject({ code: 'BAD_CREDENTIALS' });
  }
  expect(await check('203.0.113.9')).toEqual(TOO_OFTEN);
  expect(await check('203.0.113.10')).toMatchObject({ code: 'BAD_CREDENTIALS' });
});

test('two parallel floods by one person together write no more questions than the limit allows', async () => {
  allow('question', 5);
  const [flooder = '', other = ''] = await makeUsers(2);
  const { id: auctionId } = await makeAuction();
  const ask = (userId: string) => askQuestion({ auctionId, userId, content: '?' });
  const answers = await Promise.all(Array.from({ length: 24 }, () => ask(flooder)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
  expect(answers.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 19 }, () => TOO_OFTEN));
  const { rows } = await database().execute(sql`SELECT FROM comments WHERE writer_id = ${flooder}`);
  expect(rows).toHaveLength(5);
  expect(await ask(other)).toMatchObject({ ok: true });
});

test('a repetition under its key is not counted, and neither is a write that is refused', async () => {
  allow('question', 1);
  const [userId, { id: auctionId }] = [await makeUser(), await makeAuction()];
  const ask = (key: string) => askQuestion({ auctionId, userId, content: '?', idempotencyKey: key });
  const over = await makeAuction({ startsIn: -120, endsIn: -60 });
  const late = { auctionId: over.id, userId, content: '?' };
  for (let round = 0; round < 3; round += 1) {
    expect(await askQuestion(late)).toMatchObject({ code: 'AUCTION_ENDED' });
    expect(await askQuestion({ ...late, content: ' ' })).toMatchObject({ code: 'INVALID_INPUT' });
  }
  const first = await ask('one');
  expect(first).toMatchObject({ ok: true });
  expect(await Promise.all(['one', 'one', 'one'].map(ask))).toEqual([first, first, first]);
  expect(await ask('two')).toEqual(TOO_OFTEN);
});

test('simultaneous first requests under one key make one order, also with the last attempt', async () => {
  allow('deposit', 1);
  for (let round = 0; round < 10; round += 1) {
    const userId = await makeUser();
    const order = () => createOrder({ userId, amount: 1_000, idempotencyKey: 'deposit' });
    const orders = await Promise.all([order(), order(), order()]);
    expect(orders[0]).toMatchObject({ ok: true });
    expect(orders).toEqual([orders[0], orders[0], orders[0]]);
    expect(await createOrder({ userId, amount: 1_000 })).toEqual(TOO_OFTEN);
  }
});

test('a full window refuses until it ends, and being refused does not lengthen it', async () => {
  allow('report', 2);
  const key = 'somebody';
  const answers = [];
  for (let round = 0; round < 5; round += 1) answers.push(await consume('report', key));
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, false, false, false]);
  const counter = sql`key = ${`report:${key}`}`;
  const { rows } = await database().execute(sql`SELECT points FROM rate_limits WHERE ${counter}`);
  expect(rows).toEqual([{ points: 2 }]);
  const last = answers.at(-1);
  expect(last?.ok === false && last.retryAfterSeconds).toBeGreaterThan(3_590);
  await database().execute(sql`UPDATE rate_limits SET expire = expire - 3600 * 1000 WHERE ${counter}`);
  expect(await consume('report', key)).toEqual({ ok: true });
});

test('a full counter refuses without waiting for another holder of its row', async () => {
  allow('report', 1);
  expect(await consume('report', 'held')).toEqual({ ok: true });
  await hold(db, sql`SELECT FROM rate_limits WHERE key = 'report:held' FOR UPDATE`);
  // A wait would end in an attempt that is let through.
  expect(await consume('report', 'held')).toEqual(TOO_OFTEN);
});

test.each([
  ['a real market', { DEMO_MODE: 'false', PAYMENT_PROVIDER: 'toss' }, LIMITS.question.real],
  ['a market without deposits', { DEMO_MODE: 'false', PAYMENT_PROVIDER: '' }, LIMITS.question.real],
  ['a demo', { DEMO_MODE: 'true', PAYMENT_PROVIDER: '' }, LIMITS.question.demo],
  ['a load test', { DEMO_MODE: 'false', PAYMENT_PROVIDER: 'demo' }, LIMITS.question.demo],
])('without its setting a limit has the default of its kind of market: %s', (_, settings, attempts) => {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  expect(attemptsOf('question')).toBe(attempts);
  allow('question', 7);
  expect(attemptsOf('question')).toBe(7);
});
