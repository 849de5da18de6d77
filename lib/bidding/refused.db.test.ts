import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { database } from '@/db/client';
import { allAreCounted } from '@/lib/rate-limit';
import { codeOf } from '@/test/answers';
import { testDatabase } from '@/test/database';
import { hold } from '@/test/locks';
import { makeAuction, makeUser, makeUsers } from '@/test/market';
import { asOneBatch } from '@/test/one-batch';
import { autoBid } from './auto-bid';
import { buyNow } from './buy-now';
import { cancelAuction } from './cancel-auction';
import { closeOnTime } from './close-auction';
import { placeBid } from './place-bid';
import { stopAutoBid } from './stop-auto-bid';

const db = testDatabase();

const ALLOWED = 3;
beforeEach(() => vi.stubEnv('REFUSED_BIDS_PER_HOUR', String(ALLOWED)));
afterEach(() => vi.unstubAllEnvs());

const TOO_OFTEN = { ok: false, code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) };

/** A bid below the start price, counted before it returns. */
async function bidTooLow(auctionId: string, userId: string) {
  const answer = await placeBid({ auctionId, userId, amount: 1_000 });
  await allAreCounted();
  return answer;
}

/** A person who has just used up the limit on an auction apart. */
async function makeExhausted(): Promise<string> {
  const [userId, { id }] = [await makeUser({ balance: 100_000 }), await makeAuction()];
  for (let round = 0; round < ALLOWED; round += 1) {
    expect(codeOf(await bidTooLow(id, userId))).toBe('BID_TOO_LOW');
  }
  return userId;
}

async function recordOf(auctionId: string) {
  const end = await database().execute(
    sql`SELECT attempt_count, record_hash FROM auctions WHERE id = ${auctionId}`,
  );
  const { rows } = await database().execute<{ user_id: string; code: string | null }>(
    sql`SELECT user_id, code FROM attempts WHERE auction_id = ${auctionId} ORDER BY seq`,
  );
  return { end: end.rows, attempts: rows };
}

async function pointsOf(userId: string): Promise<number> {
  await allAreCounted();
  const { rows } = await database().execute<{ points: number }>(
    sql`SELECT points FROM rate_limits WHERE key = ${`refusedBid:${userId}`}`,
  );
  return rows[0]?.points ?? 0;
}

describe('a person who has had too many bids refused', () => {
  it('is told so, whatever the next one is refused for, and leaves no attempt', async () => {
    const userId = await makeExhausted();
    const { id } = await makeAuction({ instantPrice: 400_000 });
    const before = await recordOf(id);
    expect(before.attempts).toEqual([]);
    const asked = { auctionId: id, userId };
    expect(await bidTooLow(id, userId)).toEqual(TOO_OFTEN);
    expect(await autoBid({ ...asked, maximum: 300_000 })).toEqual(TOO_OFTEN);
    expect(await buyNow(asked)).toEqual(TOO_OFTEN);
    expect(await stopAutoBid(asked)).toEqual(TOO_OFTEN);
    expect(await cancelAuction(asked)).toEqual(TOO_OFTEN);
    expect(await recordOf(id)).toEqual(before);
    expect(await pointsOf(userId)).toBe(ALLOWED);
  });

  it('still bids rightly, also under a key that was refused before', async () => {
    const userId = await makeExhausted();
    const { id, sellerId: seller } = await makeAuction();
    const bid = { auctionId: id, userId, amount: 20_000, idempotencyKey: 'again' };
    expect(codeOf(await autoBid({ auctionId: id, userId: seller, maximum: 90_000 }))).toBe('OWN_AUCTION');
    expect(await placeBid({ ...bid, amount: 500 })).toEqual(TOO_OFTEN);
    const placed = await placeBid(bid);
    expect(placed).toMatchObject({ ok: true, leading: true, attemptId: expect.any(String) });
    expect(await placeBid(bid)).toEqual(placed);
    expect((await recordOf(id)).attempts).toEqual([
      { user_id: seller, code: 'OWN_AUCTION' },
      { user_id: userId, code: null },
    ]);
  });

  it('leaves the rest of the batch and its chain alone', async () => {
    const [exhausted, other] = [await makeExhausted(), await makeUser({ balance: 100_000 })];
    const { id } = await makeAuction();
    const bid = (userId: string, amount: number) => placeBid({ auctionId: id, userId, amount });
    const sent = await asOneBatch(db, id, () => [
      bid(exhausted, 5_000),
      bid(other, 10_000),
      bid(exhausted, 10_000),
      bid(other, 7_000),
      bid(exhausted, 12_000),
    ]);
    const answers = await Promise.all(sent);
    expect(answers.map(codeOf)).toEqual(['RATE_LIMITED', 'ok', 'RATE_LIMITED', 'BID_TOO_LOW', 'ok']);
    // The audit of this file recomputes how the attempts are chained.
    expect((await recordOf(id)).attempts).toEqual([
      { user_id: other, code: null },
      { user_id: other, code: 'BID_TOO_LOW' },
      { user_id: exhausted, code: null },
    ]);
    expect([await pointsOf(exhausted), await pointsOf(other)]).toEqual([ALLOWED, 1]);
  });

  it('learns the reason again when the hour is over, and the next hour begins with one', async () => {
    const userId = await makeExhausted();
    const { id } = await makeAuction();
    const limited = await bidTooLow(id, userId);
    expect(limited).toEqual(TOO_OFTEN);
    expect(!limited.ok && limited.code === 'RATE_LIMITED' && limited.retryAfterSeconds).toBeGreaterThan(
      3_590,
    );
    await database().execute(
      sql`UPDATE rate_limits SET expire = expire - 3600 * 1000 WHERE key = ${`refusedBid:${userId}`}`,
    );
    expect(await bidTooLow(id, userId)).toMatchObject({
      code: 'BID_TOO_LOW',
      attemptId: expect.any(String),
    });
    expect(await pointsOf(userId)).toBe(1);
  });
});

describe('the count of refusals', () => {
  it('is of recorded refusals alone: not of accepted bids, repeated answers, BUSY or the clock', async () => {
    const [userId, { id, sellerId }] = [await makeUser({ balance: 100_000 }), await makeAuction()];
    const bid = { auctionId: id, userId, amount: 10_000, idempotencyKey: 'one' };
    expect(codeOf(await placeBid(bid))).toBe('ok');
    expect(codeOf(await placeBid(bid))).toBe('ok');
    expect(codeOf(await placeBid({ ...bid, amount: 11_000 }))).toBe('IDEMPOTENCY_MISMATCH');
    const sent = await asOneBatch(db, id, () =>
      Array.from({ length: 9 }, () => placeBid({ auctionId: id, userId, amount: 20_000 })),
    );
    const crowd = await Promise.all(sent);
    expect(crowd.map(codeOf).toSorted()).toEqual([
      ...Array.from({ length: 7 }, () => 'BID_TOO_LOW'),
      'BUSY',
      'ok',
    ]);
    expect(codeOf(await closeOnTime(id))).toBe('AUCTION_NOT_ACTIVE');
    expect([await pointsOf(userId), await pointsOf(sellerId)]).toEqual([7, 0]);
  });

  it('keeps no bidder waiting, and is made up when its row is free', async () => {
    const [one = '', other = ''] = await makeUsers(2);
    const { id } = await makeAuction();
    await bidTooLow(id, one);
    const release = await hold(
      db,
      sql`SELECT FROM rate_limits WHERE key = ${`refusedBid:${one}`} FOR UPDATE`,
    );
    for (const userId of [one, other, one, other, other]) {
      expect(codeOf(await placeBid({ auctionId: id, userId, amount: 1_000 }))).toBe('BID_TOO_LOW');
    }
    await release();
    expect([await pointsOf(one), await pointsOf(other)]).toEqual([3, 3]);
  });

  it('that fails is logged, and costs no bid', async () => {
    const [userId, { id }] = [await makeUser(), await makeAuction()];
    const owner = db.openPool('owner', 1);
    const allow = () => owner.query('GRANT INSERT, UPDATE ON rate_limits TO neighborbid_application');
    onTestFinished(async () => void (await allow()));
    await owner.query('REVOKE INSERT, UPDATE ON rate_limits FROM neighborbid_application');
    expect(codeOf(await bidTooLow(id, userId))).toBe('BID_TOO_LOW');
    await allow();
    expect(codeOf(await bidTooLow(id, userId))).toBe('BID_TOO_LOW');
    expect(await pointsOf(userId)).toBe(1);
  });
});
