import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import { database } from '@/db/client';
import { cancelByOperator } from '@/lib/operators/cancel-auction';
import { codeOf, tally } from '@/test/answers';
import { testDatabase } from '@/test/database';
import { holdAuction, whenSomebodyWaits } from '@/test/locks';
import { auctionRow, deposit, holdings, makeAuction, makeOperator, makeUser, makeUsers } from '@/test/market';
import { buyNow } from './buy-now';
import { cancelAuction } from './cancel-auction';
import { closeEarly, closeOnTime } from './close-auction';
import { BATCH_LIMIT } from './desk';
import { CROWD_LIMIT, PERSON_LIMIT } from './line';
import { openAuction } from './open-auction';
import { placeBid } from './place-bid';

const db = testDatabase();

/** How many answers are remembered under a person's keys. Their deposits were made without one. */
async function rememberedKeys(userId: string): Promise<number> {
  const keys = await database().execute(sql`SELECT FROM idempotency_keys WHERE user_id = ${userId}`);
  return keys.rows.length;
}

describe('one wallet', () => {
  it('of two simultaneous bids with the same money on two auctions, exactly one is accepted', async () => {
    for (let round = 0; round < 40; round += 1) {
      const bidder = await makeUser({ balance: 10_000 });
      const auctions = await Promise.all([makeAuction(), makeAuction()]);
      const answers = await Promise.all(
        auctions.map(({ id }) => placeBid({ auctionId: id, userId: bidder, amount: 10_000 })),
      );
      expect(tally(answers)).toEqual({ ok: 1, INSUFFICIENT_BALANCE: 1 });
      expect(await holdings(bidder)).toBe('0/10000');
    }
  });

  it('never bids more than it holds on many auctions at once', async () => {
    const bidder = await makeUser({ balance: 35_000 });
    const auctions = await Promise.all(Array.from({ length: 12 }, () => makeAuction()));
    const answers = await Promise.all(
      auctions.map(({ id }) => placeBid({ auctionId: id, userId: bidder, amount: 10_000 })),
    );
    expect(tally(answers)).toEqual({ ok: 3, INSUFFICIENT_BALANCE: 9 });
    expect(await holdings(bidder)).toBe('5000/30000');
  });
});

describe('one auction', () => {
  it('of a hundred equal bids at once, accepts one', async () => {
    const bidders = await makeUsers(100, { balance: 50_000 });
    const { id } = await makeAuction();
    const answers = await Promise.all(
      bidders.map((userId) => placeBid({ auctionId: id, userId, amount: 20_000 })),
    );
    expect(tally(answers)).toEqual({ ok: 1, BID_TOO_LOW: 99 });
    expect(await auctionRow(id)).toMatchObject({ current_price: '20000', bid_count: 1, version: '1' });
  });

  it('lets crossed bids of many people on few auctions through without a deadlock', async () => {
    const deadlocksBefore = await deadlocks();
    const bidders = await makeUsers(16, { balance: 1_000_000 });
    const auctions = await Promise.all(Array.from({ length: 4 }, () => makeAuction()));
    const bids = bidders.flatMap((userId, person) =>
      auctions.flatMap((_, turn) => {
        // Each person visits the auctions in a different order.
        const auction = auctions[(person + turn) % auctions.length];
        const step = person * auctions.length + turn;
        return auction ? [{ auctionId: auction.id, userId, amount: 10_000 + 1_000 * step }] : [];
      }),
    );
    const answers = await Promise.all(bids.map(placeBid));
    expect(Object.keys(tally(answers)).every((code) => code === 'ok' || code === 'BID_TOO_LOW')).toBe(true);
    expect(await deadlocks()).toBe(deadlocksBefore);
  });

  async function deadlocks(): Promise<unknown> {
    const rows = await database().execute(
      sql`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`,
    );
    return rows.rows[0]?.deadlocks;
  }

  it('answers every command of a storm and keeps the order in which they came', async () => {
    const bidders = await makeUsers((3 * BATCH_LIMIT) / PERSON_LIMIT, { balance: 10_000_000 });
    const { id } = await makeAuction();
    const amounts = Array.from({ length: 3 * BATCH_LIMIT }, (_, index) => 10_000 + index * 1_000);
    const answers = await Promise.all(
      amounts.map((amount, index) =>
        placeBid({ auctionId: id, userId: bidders[index % bidders.length] ?? '', amount }),
      ),
    );
    // Rising amounts are all accepted only when they are decided in the order of arrival.
    expect(tally(answers)).toEqual({ ok: amounts.length });
    const versions = answers.map((answer) => (answer.ok ? answer.bid?.version : 0));
    expect(versions).toEqual(amounts.map((_, index) => index + 1));
  });

  it('answers BUSY at once when too many wait, and still answers those that wait', async () => {
    const bidders = await makeUsers(CROWD_LIMIT / PERSON_LIMIT);
    const { id, sellerId } = await makeAuction();
    const letGo = await holdAuction(db, id);
    const waiting = bidders.flatMap((userId) =>
      Array.from({ length: PERSON_LIMIT }, () => placeBid({ auctionId: id, userId, amount: 10_000 })),
    );
    const one = await makeUser();
    expect(await placeBid({ auctionId: id, userId: one, amount: 10_000 })).toMatchObject({
      code: 'BUSY',
      retryAfterSeconds: 1,
    });
    const close = closeEarly({ auctionId: id, userId: sellerId });
    await letGo();
    expect(tally(await Promise.all(waiting))).toEqual({ INSUFFICIENT_BALANCE: CROWD_LIMIT });
    expect(codeOf(await close)).toBe('ok');
  });

  it('is open to everybody else when one person sends a thousand bids', async () => {
    const [flooder, other] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id, sellerId } = await makeAuction();
    const letGo = await holdAuction(db, id);
    const flood = Array.from({ length: 1_000 }, () =>
      placeBid({ auctionId: id, userId: flooder, amount: 10_000, idempotencyKey: randomUUID() }),
    );
    const bid = placeBid({ auctionId: id, userId: other, amount: 20_000 });
    const close = closeEarly({ auctionId: id, userId: sellerId });
    await letGo();
    expect(codeOf(await bid)).toBe('ok');
    expect(codeOf(await close)).toBe('ok');
    expect(tally(await Promise.all(flood))).toEqual({
      ok: 1,
      BID_TOO_LOW: PERSON_LIMIT - 1,
      BUSY: 1_000 - PERSON_LIMIT,
    });
    expect(await rememberedKeys(flooder)).toBe(1);
  });

  it('settles the others when one command of a batch is broken', async () => {
    const bidder = await makeUser({ balance: 10_000 });
    const { id } = await makeAuction();
    const letGo = await holdAuction(db, id);
    const first = closeOnTime(id);
    await whenSomebodyWaits();
    // No user has this id, so there is no wallet to lock: a bug, not a refusal.
    const answers = Promise.allSettled([
      placeBid({ auctionId: id, userId: '999999', amount: 10_000 }),
      placeBid({ auctionId: id, userId: bidder, amount: 10_000 }),
    ]);
    await letGo();
    expect(codeOf(await first)).toBe('AUCTION_NOT_ACTIVE');
    const [broken, sound] = await answers;
    expect(broken?.status).toBe('rejected');
    expect(sound).toMatchObject({ status: 'fulfilled', value: { ok: true } });
  });

  it('that does not exist is not found', async () => {
    const userId = await makeUser();
    for (const auctionId of ['999999', '0', '-1', 'abc', '1e3', '99999999999999999999']) {
      expect(codeOf(await placeBid({ auctionId, userId, amount: 10_000 }))).toBe('NOT_FOUND');
      expect(codeOf(await buyNow({ auctionId, userId }))).toBe('NOT_FOUND');
    }
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '', '1e5', ' 10000', '0x10', '9'.repeat(13)])(
    'refuses %s as an amount',
    async (amount) => {
      const userId = await makeUser();
      const { id } = await makeAuction();
      expect(await placeBid({ auctionId: id, userId, amount })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { amount: 'amount' },
      });
    },
  );
});

describe('time', () => {
  it('refuses a bid that waited for the lock past the end', async () => {
    const bidder = await makeUser({ balance: 10_000 });
    const { id } = await makeAuction({ endsIn: 0.8 });
    const letGo = await holdAuction(db, id);
    const late = placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    // Its transaction has begun already, so now() would still lie before the end.
    await whenSomebodyWaits();
    await vi.waitFor(async () => {
      const ended = await database().execute(
        sql`SELECT 1 FROM auctions WHERE id = ${id} AND end_time <= clock_timestamp()`,
      );
      expect(ended.rows).toHaveLength(1);
    }, 5_000);
    await letGo();
    expect(codeOf(await late)).toBe('AUCTION_ENDED');
    expect(await holdings(bidder)).toBe('10000/0');
  });

  it('takes a bid on a waiting auction whose start has passed, and none before', async () => {
    const bidder = await makeUser({ balance: 10_000 });
    const early = await makeAuction({ startsIn: 60 });
    const started = await makeAuction({ startsIn: -1, status: 'WAITING' });
    expect(codeOf(await placeBid({ auctionId: early.id, userId: bidder, amount: 10_000 }))).toBe(
      'AUCTION_NOT_ACTIVE',
    );
    expect(codeOf(await placeBid({ auctionId: started.id, userId: bidder, amount: 10_000 }))).toBe('ok');
    expect(await auctionRow(started.id)).toMatchObject({ status: 'ACTIVE' });
  });

  it('opens an auction once its start has come', async () => {
    const early = await makeAuction({ startsIn: 60 });
    const started = await makeAuction({ startsIn: -1, status: 'WAITING' });
    expect(codeOf(await openAuction(early.id))).toBe('AUCTION_NOT_ACTIVE');
    expect(codeOf(await openAuction(started.id))).toBe('ok');
    expect(codeOf(await openAuction(started.id))).toBe('AUCTION_NOT_ACTIVE');
  });

  it('settles bids and a close that come at the same instant, whichever order they are taken in', async () => {
    for (let round = 0; round < 10; round += 1) {
      const bidders = await makeUsers(6, { balance: 40_000 });
      const { id, sellerId } = await makeAuction();
      const bids = bidders.map((userId, index) =>
        placeBid({ auctionId: id, userId, amount: 10_000 + 1_000 * index }),
      );
      bids.splice(round % 6, 0, closeEarly({ auctionId: id, userId: sellerId }) as (typeof bids)[number]);
      const counts = tally(await Promise.all(bids));
      const row = await auctionRow(id);
      expect(row.status).toBe('ENDED');
      expect((counts.ok ?? 0) - 1).toBe(row.bid_count);
      expect(row.winner_id).toBe(row.leader_id);
      expect(await holdings(sellerId)).toBe(`${row.final_price ?? 0}/0`);
    }
  });

  it('sells the item once when bids and a purchase come at the same instant, and refunds the others in full', async () => {
    for (let round = 0; round < 10; round += 1) {
      const bidders = await makeUsers(4, { balance: 40_000 });
      const buyers = await makeUsers(2, { balance: 40_000 });
      const { id, sellerId } = await makeAuction({ instantPrice: 30_000 });
      const answers = await Promise.all([
        ...bidders.map((userId, index) =>
          placeBid({ auctionId: id, userId, amount: 10_000 + 1_000 * index }),
        ),
        ...buyers.map((userId) => buyNow({ auctionId: id, userId })),
      ]);
      const row = await auctionRow(id);
      expect(answers.slice(-2).filter((answer) => answer.ok)).toHaveLength(1);
      expect(buyers).toContain(row.winner_id);
      expect(await holdings(sellerId)).toBe('30000/0');
      for (const userId of [...bidders, ...buyers]) {
        expect(await holdings(userId)).toBe(userId === row.winner_id ? '10000/0' : '40000/0');
      }
    }
  });
});

describe('seller', () => {
  it('cancels before the first bid only', async () => {
    const bidder = await makeUser({ balance: 10_000 });
    const [empty, taken] = await Promise.all([makeAuction(), makeAuction()]);
    await placeBid({ auctionId: taken.id, userId: bidder, amount: 10_000 });
    expect(codeOf(await cancelAuction({ auctionId: empty.id, userId: bidder }))).toBe('FORBIDDEN');
    expect(codeOf(await cancelAuction({ auctionId: empty.id, userId: empty.sellerId }))).toBe('ok');
    expect(codeOf(await cancelAuction({ auctionId: taken.id, userId: taken.sellerId }))).toBe('HAS_BIDS');
    expect(codeOf(await placeBid({ auctionId: empty.id, userId: bidder, amount: 10_000 }))).toBe(
      'AUCTION_ENDED',
    );
  });

  it('closes early and is paid at once', async () => {
    const bidder = await makeUser({ balance: 10_000 });
    const { id, sellerId } = await makeAuction();
    await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    expect(codeOf(await closeEarly({ auctionId: id, userId: sellerId }))).toBe('ok');
    expect(await auctionRow(id)).toMatchObject({ winner_id: bidder, final_price: '10000' });
    expect([await holdings(bidder), await holdings(sellerId)]).toEqual(['0/0', '10000/0']);
  });
});

describe('permission', () => {
  it('is refused to bidders whom the seller blocked, and to suspended ones', async () => {
    const [blocked, suspended, other] = await makeUsers(3, { balance: 20_000 });
    const { id, sellerId } = await makeAuction();
    await database().execute(
      sql`INSERT INTO blocks (seller_id, blocked_id) VALUES (${sellerId}, ${blocked})`,
    );
    await database().execute(sql`UPDATE users SET suspended_at = now() WHERE id = ${suspended}`);
    const answers = await Promise.all(
      [blocked, suspended, other].map((userId) =>
        placeBid({ auctionId: id, userId: userId ?? '', amount: 10_000 }),
      ),
    );
    expect(answers.map(codeOf)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'ok']);
  });

  it('to cancel an auction with bids belongs to operators alone; the leader is refunded and the act is logged', async () => {
    const [bidder, operator] = await Promise.all([makeUser({ balance: 20_000 }), makeOperator()]);
    const { id, sellerId } = await makeAuction();
    await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    const act = { auctionId: id, reason: '가품 신고' };
    for (const nobody of [bidder, sellerId]) {
      expect(codeOf(await cancelByOperator({ ...act, operatorId: nobody }))).toBe('FORBIDDEN');
    }
    for (const reason of [' ', '\u3164', 'x'.repeat(1_001)]) {
      expect(codeOf(await cancelByOperator({ ...act, operatorId: operator, reason }))).toBe('INVALID_INPUT');
    }
    const former = await makeOperator();
    await database().execute(sql`UPDATE users SET suspended_at = now() WHERE id = ${former}`);
    expect(codeOf(await cancelByOperator({ ...act, operatorId: former }))).toBe('FORBIDDEN');
    act.reason += '\u0000';
    expect(codeOf(await cancelByOperator({ ...act, operatorId: operator }))).toBe('ok');
    expect(await holdings(bidder)).toBe('20000/0');
    const acts = await database().execute(
      sql`SELECT operator_id, act, reason FROM operator_acts WHERE subject_id = ${id}`,
    );
    expect(acts.rows).toEqual([{ operator_id: operator, act: 'CANCEL_AUCTION', reason: '가품 신고' }]);
    await expect(database().execute(sql`DELETE FROM operator_acts`)).rejects.toThrow();
  });
});

describe('idempotency key', () => {
  it('places one bid when it is used fifty times at once, and gives every caller the same answer', async () => {
    const bidder = await makeUser({ balance: 50_000 });
    const { id } = await makeAuction();
    const bid = { auctionId: id, userId: bidder, amount: 10_000, idempotencyKey: 'once' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => placeBid(bid)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: true, bid: { amount: 10_000 } });
    expect(await auctionRow(id)).toMatchObject({ bid_count: 1 });
  });

  it('is not used up by a refusal: the same request may be accepted later', async () => {
    const bidder = await makeUser({ balance: 5_000 });
    const { id } = await makeAuction();
    const bid = { auctionId: id, userId: bidder, amount: 10_000, idempotencyKey: 'poor' };
    expect(await placeBid(bid)).toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
    expect(await rememberedKeys(bidder)).toBe(0);
    await deposit({ userId: bidder, amount: 10_000 });
    const accepted = await placeBid(bid);
    expect(accepted).toMatchObject({ ok: true, bid: { amount: 10_000 } });
    expect(await placeBid(bid)).toEqual(accepted);
    expect(await rememberedKeys(bidder)).toBe(1);
  });

  it('gives the first answer again when the auction has gone on, or is over', async () => {
    const [bidder, rival] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id, sellerId } = await makeAuction();
    const bid = { auctionId: id, userId: bidder, amount: 10_000, idempotencyKey: 'first' };
    const first = await placeBid(bid);
    await placeBid({ auctionId: id, userId: rival, amount: 20_000 });
    expect(await placeBid(bid)).toEqual(first);
    await closeEarly({ auctionId: id, userId: sellerId });
    expect(await placeBid(bid)).toEqual(first);
    expect(await placeBid({ ...bid, amount: 30_000 })).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });

  it('does not match another amount, auction or command, also at the same instant', async () => {
    const bidder = await makeUser({ balance: 100_000 });
    const [one, other] = await Promise.all([makeAuction({ instantPrice: 30_000 }), makeAuction()]);
    const key = { userId: bidder, idempotencyKey: 'k' };
    const answers = await Promise.all([
      placeBid({ auctionId: one.id, amount: 10_000, ...key }),
      placeBid({ auctionId: one.id, amount: 11_000, ...key }),
      placeBid({ auctionId: other.id, amount: 10_000, ...key }),
      buyNow({ auctionId: one.id, ...key }),
    ]);
    expect(tally(answers)).toEqual({ ok: 1, IDEMPOTENCY_MISMATCH: 3 });
  });

  it.each(['', 'x'.repeat(256), 'a\u0000b', '\ud800'])(
    'is refused when it is not valid: %j',
    async (idempotencyKey) => {
      const userId = await makeUser({ balance: 50_000 });
      const { id: auctionId, sellerId } = await makeAuction({ instantPrice: 30_000 });
      const refused = { code: 'INVALID_INPUT', fields: { idempotencyKey: 'idempotencyKey' } };
      expect(await placeBid({ auctionId, userId, amount: 10_000, idempotencyKey })).toMatchObject(refused);
      expect(await buyNow({ auctionId, userId, idempotencyKey })).toMatchObject(refused);
      expect(await cancelAuction({ auctionId, userId: sellerId, idempotencyKey })).toMatchObject(refused);
    },
  );

  it('belongs to one person', async () => {
    const bidders = await makeUsers(2, { balance: 50_000 });
    const { id } = await makeAuction();
    const answers = await Promise.all(
      bidders.map((userId, index) =>
        placeBid({ auctionId: id, userId, amount: 10_000 + index * 1_000, idempotencyKey: 'same' }),
      ),
    );
    expect(tally(answers)).toEqual({ ok: 2 });
  });
});

describe('the database', () => {
  const refusals = [
    'UPDATE transactions SET balance_delta = balance_delta',
    'DELETE FROM transactions',
    'TRUNCATE transactions CASCADE',
    'UPDATE bids SET amount = amount',
    'DELETE FROM bids',
    'TRUNCATE bids CASCADE',
    'DELETE FROM wallets',
  ];

  it.each(refusals)('refuses the application: %s', async (statement) => {
    await expect(db.openPool('application', 1).query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it.each(refusals)('refuses even the owner: %s', async (statement) => {
    await expect(db.openPool('owner', 1).query(statement)).rejects.toThrow(/append-only/);
  });

  it('refuses the application to change the schema or a region', async () => {
    const pool = db.openPool('application', 1);
    for (const statement of [
      'ALTER TABLE wallets DISABLE TRIGGER ALL',
      'DROP TABLE bids',
      'CREATE TABLE public.mine (id int)',
      'DELETE FROM regions',
    ]) {
      await expect(pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it.each([
    [
      'a withdrawal of more than there is',
      `INSERT INTO transactions (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after, created_at)
       SELECT id, 'WITHDRAWAL', -balance - 1, 0, -1, locked_balance, now() FROM wallets LIMIT 1`,
    ],
    [
      'a deposit that takes money',
      `INSERT INTO transactions (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after, created_at)
       SELECT min(id), 'DEPOSIT', -1, 0, 0, 0, now() FROM wallets`,
    ],
    [
      'a lock that makes money',
      `INSERT INTO transactions (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after, auction_id, created_at)
       SELECT min(w.id), 'BID_LOCK', -1, 2, 0, 2, min(a.id), now() FROM wallets w, auctions a`,
    ],
    ['a seller who leads', 'UPDATE auctions SET leader_id = seller_id, bid_count = 1, current_price = 1'],
    [
      'an end before the start',
      "UPDATE auctions SET end_time = start_time - interval '1 s' WHERE bid_count = 0",
    ],
    [
      'a winner of an open auction',
      "UPDATE auctions SET winner_id = 1, final_price = 1 WHERE status = 'ACTIVE'",
    ],
  ])('refuses %s', async (_, statement) => {
    await makeAuction();
    await expect(db.openPool('owner', 1).query(statement)).rejects.toMatchObject({ code: '23514' });
  });
});

it('notifies the people concerned in the same transaction, a seller once until they look', async () => {
  const [first, second] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
  const { id, sellerId } = await makeAuction();
  await placeBid({ auctionId: id, userId: first, amount: 10_000 });
  await placeBid({ auctionId: id, userId: second, amount: 11_000 });
  await placeBid({ auctionId: id, userId: first, amount: 12_000 });
  await closeEarly({ auctionId: id, userId: sellerId });
  const told = await database().execute(sql`
    SELECT recipient_id, kind, params->>'amount' AS amount FROM notifications WHERE auction_id = ${id} ORDER BY id`);
  expect(told.rows).toEqual([
    { recipient_id: sellerId, kind: 'NEW_BID', amount: '10000' },
    { recipient_id: first, kind: 'OUTBID', amount: '11000' },
    { recipient_id: second, kind: 'OUTBID', amount: '12000' },
    { recipient_id: first, kind: 'WON', amount: '12000' },
    { recipient_id: sellerId, kind: 'SOLD', amount: '12000' },
  ]);
});
