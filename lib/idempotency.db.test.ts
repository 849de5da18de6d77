import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { createAuction } from '@/lib/auctions/create';
import { buyNow } from '@/lib/bidding/buy-now';
import { placeBid } from '@/lib/bidding/place-bid';
import { requestPayout } from '@/lib/payouts/request-payout';
import { answerQuestion } from '@/lib/questions/answer';
import { askQuestion } from '@/lib/questions/ask';
import { lockWallet } from '@/lib/wallet/lock-wallets';
import { withdraw } from '@/lib/wallet/withdraw';
import { codeOf } from '@/test/answers';
import { testDatabase } from '@/test/database';
import { holdWallets, whenSomebodyWaits } from '@/test/locks';
import { deposit, makeAuction, makeUser, makeUsers } from '@/test/market';
import { rememberAnswer, rememberedAnswer, writeOnce } from './idempotency';

const db = testDatabase();

function item(changes: { category?: string } = {}) {
  return {
    title: '책상',
    description: '튼튼해요',
    startPrice: 10_000,
    endTime: new Date(Date.now() + 86_400_000).toISOString(),
    category: 'desk-chair',
    isNational: false,
    condition: 'USED_A',
    shippingPayer: 'BUYER',
    ...changes,
  };
}

function ok<T extends { ok: boolean }>(answer: T): Extract<T, { ok: true }> {
  if (!answer.ok) throw new Error('it was refused');
  return answer as Extract<T, { ok: true }>;
}

describe('a key that the release before this one remembered', () => {
  const KEY = 'from the release before';

  /** Writes the row as that release wrote it: the hash of this text, and the answer. */
  async function rememberedThen(userId: string, request: string, response: object): Promise<void> {
    const hash = createHash('sha256').update(request).digest('hex');
    await database().execute(sql`
      INSERT INTO idempotency_keys (user_id, key, request_hash, response, created_at)
      VALUES (${userId}, ${KEY}, ${hash}, ${JSON.stringify(response)}, clock_timestamp())`);
  }

  const MOVED = { ok: true, balance: '12345', lockedBalance: '0' };
  const account = { bank: 'KAKAO', accountNumber: '3333-01-234567', holder: '김하늘' };

  it.each([
    ['deposit', 'DEPOSIT:5000', deposit],
    ['withdrawal', 'WITHDRAWAL:5000', withdraw],
    [
      'payout',
      'WITHDRAWAL:5000:["KAKAO","333301234567","김하늘"]',
      (input: { userId: string; amount: number; idempotencyKey: string }) =>
        requestPayout({ ...input, ...account }),
    ],
  ] as const)('is answered by its first answer: %s', async (_, request, move) => {
    const userId = await makeUser({ balance: 50_000 });
    await rememberedThen(userId, request, MOVED);
    const asked = { userId, amount: 5_000, idempotencyKey: KEY };
    const answer = await move(asked);
    expect(answer.ok && answer.wallet.balance.toFixed()).toBe('12345');
    expect(codeOf(await move({ ...asked, amount: 5_001 }))).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('is answered by its first answer: bid and purchase', async () => {
    const [bidder, buyer] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id } = await makeAuction({ instantPrice: 30_000 });
    const [bid, auction] = [{ id: '1' }, { auctionId: id, version: 41 }];
    await rememberedThen(bidder, `bid:${id}:20000`, { ok: true, auction, bid });
    await rememberedThen(buyer, `buyNow:${id}:`, { ok: true, auction, bid: null });
    const asked = { auctionId: id, userId: bidder, amount: 20_000, idempotencyKey: KEY };
    expect(await placeBid(asked)).toEqual({ ok: true, leading: true, auction, bid });
    expect(codeOf(await placeBid({ ...asked, amount: 21_000 }))).toBe('IDEMPOTENCY_MISMATCH');
    expect(await buyNow({ auctionId: id, userId: buyer, idempotencyKey: KEY })).toEqual({
      ok: true,
      auction,
    });
  });

  it('is answered by its first answer: question and item', async () => {
    const asker = await makeUser();
    const { id, sellerId } = await makeAuction();
    const written = { id: '77', createdAt: '2026-11-20T09:00:00.000Z' };
    await rememberedThen(asker, `["question","${id}","배송 되나요?"]`, { ok: true, ...written });
    const question = { auctionId: id, userId: asker, content: '배송 되나요?', idempotencyKey: KEY };
    expect(await askQuestion(question)).toEqual({
      ok: true,
      id: '77',
      createdAt: new Date(written.createdAt),
    });
    const endTime = new Date(Date.now() + 86_400_000).toISOString();
    const facts = `"category":"desk-chair","isNational":false,"condition":"USED_A","shippingPayer":"BUYER"`;
    await rememberedThen(
      sellerId,
      `list:{"title":"책상","description":"튼튼해요","startPrice":"10000","endTime":"${endTime}",${facts}}`,
      { listedId: id },
    );
    const input = { title: '책상', description: '튼튼해요', startPrice: 10_000, endTime };
    const item = JSON.parse(`{${facts}}`);
    expect(
      await createAuction({ sellerId, input: { ...input, ...item }, idempotencyKey: KEY }),
    ).toMatchObject({ ok: true, auction: { id, title: '원목 의자' } });
  });
});

describe('writing once for a key', () => {
  const request = ['note', 'hello'];
  const written = { ok: true as const, id: '1', createdAt: new Date('2026-11-20T09:00:00Z') };

  it('is done by one of many requests at once, and the others get the same answer', async () => {
    const userId = await makeUser();
    let count = 0;
    const asked = { userId, idempotencyKey: 'key', request, lockOwner: lockWallet };
    const write = async () => {
      count += 1;
      await whenSomebodyWaits();
      return written;
    };
    const answers = await Promise.all(Array.from({ length: 6 }, () => writeOnce(asked, write)));
    expect(count).toBe(1);
    expect(answers).toEqual(answers.map(() => written));
  });

  it('leaves nothing behind when it is refused, not even rows that were written before the refusal', async () => {
    const userId = await makeUser();
    const asked = { userId, idempotencyKey: 'key', request, lockOwner: lockWallet };
    const refused = await writeOnce<'NOT_FOUND'>(asked, async (tx) => {
      await tx.execute(sql`UPDATE users SET nickname = 'written' WHERE id = ${userId}`);
      return { ok: false, code: 'NOT_FOUND' };
    });
    expect(codeOf(refused)).toBe('NOT_FOUND');
    const { rows } = await database().execute(sql`
      SELECT FROM users WHERE id = ${userId} AND nickname = 'written'
      UNION ALL SELECT FROM idempotency_keys WHERE user_id = ${userId}`);
    expect(rows).toEqual([]);
    expect(await writeOnce(asked, async () => written)).toEqual(written);
  });
});

it('sends no COMMIT for a refusal, and none for a repeated answer', async () => {
  const userId = await makeUser({ balance: 10_000 });
  const { id: auctionId, sellerId } = await makeAuction();
  const question = { auctionId, userId, content: '배송 되나요?', idempotencyKey: 'question' };
  const moved = { userId, amount: 1_000, idempotencyKey: 'moved' };
  const first = [await askQuestion(question), await deposit(moved)];

  const proxy = await db.throughProxy();
  let committed = false;
  const cut = proxy.cutBefore('COMMIT').then(() => {
    committed = true;
  });
  expect([await askQuestion(question), await deposit(moved)]).toEqual(first);
  expect(codeOf(await askQuestion({ ...question, content: '다른 말' }))).toBe('IDEMPOTENCY_MISMATCH');
  expect(codeOf(await askQuestion({ auctionId, userId: sellerId, content: '?' }))).toBe('FORBIDDEN');
  expect(codeOf(await withdraw({ userId, amount: 99_000 }))).toBe('INSUFFICIENT_BALANCE');
  const nowhere = item({ category: 'submarines' });
  expect(codeOf(await createAuction({ sellerId, input: nowhere }))).toBe('INVALID_INPUT');
  expect(committed).toBe(false);

  // An accepted request is committed, and meets the trap.
  await expect(deposit({ ...moved, idempotencyKey: 'another' })).rejects.toThrow('terminated');
  await cut;
});

it('is BUSY while somebody else holds the wallet, and the same keys count once it is let go', async () => {
  const { id: auctionId, sellerId } = await makeAuction();
  const asker = await makeUser();
  const { id: questionId } = ok(await askQuestion({ auctionId, userId: asker, content: '배송 되나요?' }));
  const letGo = await holdWallets(db, asker, sellerId);
  const ask = () =>
    askQuestion({ auctionId, userId: asker, content: '직거래 되나요?', idempotencyKey: 'question' });
  const answer = () =>
    answerQuestion({ auctionId, questionId, userId: sellerId, content: '네', idempotencyKey: 'answer' });
  const input = item();
  const list = () => createAuction({ sellerId, input, idempotencyKey: 'item' });
  expect((await Promise.all([ask(), answer(), list()])).map(codeOf)).toEqual(['BUSY', 'BUSY', 'BUSY']);
  await letGo();
  for (const act of [ask, answer, list, ask, answer, list]) expect(codeOf(await act())).toBe('ok');
  const { rows } = await database().execute(sql`
    SELECT (SELECT count(*) FROM comments WHERE auction_id = ${auctionId})::int AS comments,
      (SELECT count(*) FROM auctions WHERE seller_id = ${sellerId})::int AS auctions`);
  expect(rows).toEqual([{ comments: 3, auctions: 2 }]);
});

it('keeps an answer to the letter, and keeps the keys of two people apart', async () => {
  const [one, two] = (await makeUsers(2)) as [string, string];
  const use = { key: '열쇠 "1"', request: 'anything' };
  const response = { z: 1, a: ['\u2028', '💺', null] };
  await withTransaction(async (tx) => {
    const owner = await lockWallet(tx, one);
    if (owner) await rememberAnswer(tx, owner, { ...use, response });
  });
  const answers = await withTransaction(async (tx) => {
    const owners = [await lockWallet(tx, one), await lockWallet(tx, two)];
    return Promise.all(owners.map((owner) => owner && rememberedAnswer(tx, owner, use)));
  });
  expect(JSON.stringify(answers)).toBe(JSON.stringify([{ ok: true, response }, null]));
});
