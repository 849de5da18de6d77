import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { database } from '@/db/client';
import { cancelByOperator } from '@/lib/operators/cancel-auction';
import { WalletHeldError } from '@/lib/wallet/lock-wallets';
import { codeOf, tally } from '@/test/answers';
import { testDatabase } from '@/test/database';
import { hold, holdAuction, holdWallets, whenSomebodyWaits } from '@/test/locks';
import {
  auctionRow,
  deposit,
  endNow,
  holdings,
  makeAuction,
  makeOperator,
  makeUser,
  makeUsers,
  toldKinds,
} from '@/test/market';
import { asOneBatch } from '@/test/one-batch';
import { buyNow } from './buy-now';
import { cancelAuction } from './cancel-auction';
import { closeEarly, closeOnTime } from './close-auction';
import { placeBid } from './place-bid';
import { settle } from './settle';

const db = testDatabase();

/** Fails with lock_not_available unless the row is free. */
function auctionIsFree(id: string) {
  return db.openPool('owner', 1).query('SELECT FROM auctions WHERE id = $1 FOR NO KEY UPDATE NOWAIT', [id]);
}

describe('while somebody holds a wallet', () => {
  it('commands that need it are BUSY, and the others of the same batch are settled', async () => {
    const [stuck, one, other] = (await makeUsers(3, { balance: 50_000 })) as [string, string, string];
    const { id } = await makeAuction();
    const letGo = await holdWallets(db, stuck);
    const answers = await asOneBatch(db, id, () => [
      placeBid({ auctionId: id, userId: one, amount: 10_000 }),
      placeBid({ auctionId: id, userId: stuck, amount: 40_000 }),
      placeBid({ auctionId: id, userId: stuck, amount: 20_000 }),
      placeBid({ auctionId: id, userId: other, amount: 30_000 }),
    ]);
    // The bid of 20,000 was beaten while it waited, so it no longer needs a wallet.
    expect((await Promise.all(answers)).map(codeOf)).toEqual(['ok', 'BUSY', 'BID_TOO_LOW', 'ok']);
    expect(await holdings(stuck)).toBe('50000/0');
    await letGo();
    expect(codeOf(await placeBid({ auctionId: id, userId: stuck, amount: 40_000 }))).toBe('ok');
  });

  it('a bid that needs it is placed after all when it is let go in time', async () => {
    const [slow, other] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id } = await makeAuction();
    const letGo = await holdWallets(db, slow);
    const [held, free] = await asOneBatch(db, id, () => [
      placeBid({ auctionId: id, userId: slow, amount: 30_000 }),
      placeBid({ auctionId: id, userId: other, amount: 20_000 }),
    ]);
    expect(await free).toMatchObject({ ok: true });
    await letGo();
    expect(await held).toMatchObject({ ok: true, bid: { amount: 30_000 } });
    expect(await holdings(other)).toBe('50000/0');
  });

  it('bids pass when it is the seller’s; only commands that pay the seller are BUSY', async () => {
    const bidder = await makeUser({ balance: 50_000 });
    const { id, sellerId } = await makeAuction({ instantPrice: 40_000 });
    const letGo = await holdWallets(db, sellerId);
    expect(codeOf(await placeBid({ auctionId: id, userId: bidder, amount: 10_000 }))).toBe('ok');
    const paying = [
      buyNow({ auctionId: id, userId: bidder }),
      closeEarly({ auctionId: id, userId: sellerId }),
    ];
    expect((await Promise.all(paying)).map(codeOf)).toEqual(['BUSY', 'BUSY']);
    expect(codeOf(await placeBid({ auctionId: id, userId: bidder, amount: 11_000 }))).toBe('ok');
    await letGo();
    expect(codeOf(await closeEarly({ auctionId: id, userId: sellerId }))).toBe('ok');
    expect(await holdings(sellerId)).toBe('11000/0');
  });

  it('commands that move the leader’s money are BUSY when it is the leader’s; others are answered, and the auction’s row stays free', async () => {
    const [leader, rival] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id, sellerId } = await makeAuction({ endsIn: 3_600 });
    const operatorId = await makeOperator();
    await placeBid({ auctionId: id, userId: leader, amount: 20_000 });
    const letGo = await holdWallets(db, leader);
    const waiting = [
      placeBid({ auctionId: id, userId: rival, amount: 30_000 }),
      closeEarly({ auctionId: id, userId: sellerId }),
      cancelByOperator({ auctionId: id, operatorId, reason: '가품 신고' }),
    ];
    await vi.waitFor(() => auctionIsFree(id));
    expect(codeOf(await placeBid({ auctionId: id, userId: rival, amount: 15_000 }))).toBe('BID_TOO_LOW');
    expect(codeOf(await cancelAuction({ auctionId: id, userId: sellerId }))).toBe('HAS_BIDS');
    expect((await Promise.all(waiting)).map(codeOf)).toEqual(['BUSY', 'BUSY', 'BUSY']);
    await letGo();
    expect(codeOf(await cancelByOperator({ auctionId: id, operatorId, reason: '가품 신고' }))).toBe('ok');
    expect(await holdings(leader)).toBe('50000/0');
  });

  it('the clock is answered BUSY, and closes the auction afterwards', async () => {
    const bidder = await makeUser({ balance: 50_000 });
    const { id, sellerId } = await makeAuction();
    await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    await endNow(id);
    const letGo = await holdWallets(db, bidder, sellerId);
    expect(codeOf(await closeOnTime(id))).toBe('BUSY');
    await letGo();
    expect(codeOf(await closeOnTime(id))).toBe('ok');
    expect(await holdings(sellerId)).toBe('10000/0');
  });

  it('a batch that waits for it gives up soon, and lets the auction and the other wallets go', async () => {
    const [low, stuck] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id } = await makeAuction();
    await placeBid({ auctionId: id, userId: low, amount: 10_000 });
    await holdWallets(db, stuck);
    // The bid needs both wallets, and locks the leader's first.
    const command = { kind: 'bid' as const, userId: stuck, amount: new Big(20_000) };
    await expect(settle(id, [{ command }])).rejects.toThrow(WalletHeldError);
    await auctionIsFree(id);
    expect(await deposit({ userId: low, amount: 1_000 })).toMatchObject({ ok: true });
  });

  it('other auctions take bids and close, however many auctions of one seller wait for it', async () => {
    const [leader, other] = (await makeUsers(2, { balance: 1_000_000 })) as [string, string];
    const sellerId = await makeUser();
    const many = await Promise.all(Array.from({ length: 30 }, () => makeAuction({ sellerId })));
    for (const { id } of many) await placeBid({ auctionId: id, userId: leader, amount: 10_000 });
    const unrelated = await makeAuction();
    await placeBid({ auctionId: unrelated.id, userId: other, amount: 10_000 });
    const letGo = await holdWallets(db, sellerId);
    const stuck = many.map(({ id }) => closeEarly({ auctionId: id, userId: sellerId }));
    const codes: string[] = [];
    const trading = placeBid({ auctionId: unrelated.id, userId: other, amount: 20_000 }).then(async (bid) => {
      codes.push(codeOf(bid));
      codes.push(codeOf(await closeEarly({ auctionId: unrelated.id, userId: unrelated.sellerId })));
    });
    // Sooner than a connection's own limit on lock waits would end the wait of the others.
    await vi.waitFor(() => expect(codes).toEqual(['ok', 'ok']), { timeout: 4_000 });
    await trading;
    expect(tally(await Promise.all(stuck))).toEqual({ BUSY: 30 });
    await letGo();
    for (const { id } of many)
      expect(codeOf(await closeEarly({ auctionId: id, userId: sellerId }))).toBe('ok');
    expect(await holdings(sellerId)).toBe('300000/0');
  });
});

describe('while somebody holds another row that a bid touches', () => {
  it('only the bidder whose row it is is BUSY', async () => {
    const bidders = await makeUsers(9, { balance: 50_000 });
    const { id } = await makeAuction();
    const stuck = bidders[4] ?? '';
    // Each bid refers to its bidder's row of `users`.
    await hold(db, sql`SELECT FROM users WHERE id = ${stuck} FOR UPDATE`);
    const answers = await asOneBatch(db, id, () =>
      bidders.map((userId, index) => placeBid({ auctionId: id, userId, amount: 10_000 + 1_000 * index })),
    );
    const codes = (await Promise.all(answers)).map(codeOf);
    expect(codes).toEqual(bidders.map((userId) => (userId === stuck ? 'BUSY' : 'ok')));
  });

  it('a bid passes when it is the seller’s row of `users`; the seller is notified of the next bid', async () => {
    const [one, other] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id, sellerId } = await makeAuction();
    const letGo = await hold(db, sql`SELECT FROM users WHERE id = ${sellerId} FOR UPDATE`);
    expect(codeOf(await placeBid({ auctionId: id, userId: one, amount: 10_000 }))).toBe('ok');
    expect(await toldKinds(sellerId)).toEqual([]);
    await letGo();
    expect(codeOf(await placeBid({ auctionId: id, userId: other, amount: 20_000 }))).toBe('ok');
    expect(await toldKinds(sellerId)).toEqual(['NEW_BID']);
  });

  it('a bid passes when it is the notification that the seller has not read', async () => {
    const [one, other] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id, sellerId } = await makeAuction();
    expect(codeOf(await placeBid({ auctionId: id, userId: one, amount: 10_000 }))).toBe('ok');
    await hold(db, sql`UPDATE notifications SET is_read = true WHERE recipient_id = ${sellerId}`);
    expect(codeOf(await placeBid({ auctionId: id, userId: other, amount: 20_000 }))).toBe('ok');
  });

  it.each([
    ['lock_not_available', '55P03'],
    ['query_canceled', '57014'],
    ['deadlock_detected', '40P01'],
  ])('a batch is split on %s, in few steps', async (_, code) => {
    const bidders = await makeUsers(32, { balance: 100_000 });
    const { id } = await makeAuction();
    const culprit = bidders[11] ?? '';
    const { tries } = await failBidsOf(culprit, code);
    const answers = await asOneBatch(db, id, () =>
      bidders.map((userId, index) => placeBid({ auctionId: id, userId, amount: 10_000 + 1_000 * index })),
    );
    const codes = (await Promise.all(answers)).map(codeOf);
    expect(codes).toEqual(bidders.map((userId) => (userId === culprit ? 'BUSY' : 'ok')));
    // Batches of 32, 16, 8, 4, 2 and 1, and the last one again.
    expect(await tries()).toBeLessThanOrEqual(7);
    expect(await transactionsOf(id)).toBeLessThanOrEqual(5);
  });

  it('a broken command is rejected alone, in few steps', async () => {
    const bidders = await makeUsers(32, { balance: 100_000 });
    const { id } = await makeAuction();
    const culprit = bidders[11] ?? '';
    const { tries } = await failBidsOf(culprit, '22012');
    const answers = await asOneBatch(db, id, () =>
      bidders.map((userId, index) => placeBid({ auctionId: id, userId, amount: 10_000 + 1_000 * index })),
    );
    const settled = await Promise.allSettled(answers);
    expect(settled.map(({ status }) => status)).toEqual(
      bidders.map((userId) => (userId === culprit ? 'rejected' : 'fulfilled')),
    );
    expect(await tries()).toBeLessThanOrEqual(6);
    expect(await transactionsOf(id)).toBeLessThanOrEqual(5);
  });

  it('everybody in line is answered BUSY in time while the auction’s own row is held', async () => {
    const [one, other] = (await makeUsers(2, { balance: 50_000 })) as [string, string];
    const { id, sellerId } = await makeAuction();
    const letGo = await holdAuction(db, id);
    const first = placeBid({ auctionId: id, userId: one, amount: 10_000 });
    await whenSomebodyWaits();
    const waiting = [
      first,
      placeBid({ auctionId: id, userId: other, amount: 20_000 }),
      closeEarly({ auctionId: id, userId: sellerId }),
    ];
    expect((await Promise.all<{ ok: true } | { ok: false; code: string }>(waiting)).map(codeOf)).toEqual([
      'BUSY',
      'BUSY',
      'BUSY',
    ]);
    await letGo();
    expect(await auctionRow(id)).toMatchObject({ bid_count: 0, status: 'ACTIVE' });
  }, 12_000);
});

describe('the locks of a batch', () => {
  it('are taken in ascending id of the wallets, whatever order people arrived or bid in', async () => {
    const [first, second, third] = (await makeUsersWithWalletsReversed(3)) as [string, string, string];
    const { id } = await makeAuction();
    const letGo = await holdWallets(db, second);
    const requests = [third, first, second].map((userId, index) => ({
      command: { kind: 'bid' as const, userId, amount: new Big(10_000 + 1_000 * index) },
    }));
    const settled = settle(id, requests, { walletWaitMs: 20_000 });
    await whenSomebodyWaits();
    const free = await db
      .openPool('owner', 1)
      .query('SELECT user_id FROM wallets WHERE user_id = ANY($1) FOR NO KEY UPDATE SKIP LOCKED', [
        [first, second, third],
      ]);
    expect(free.rows).toEqual([{ user_id: third }]);
    await letGo();
    expect((await settled).map((answer) => answer?.ok)).toEqual([true, true, true]);
  });

  it('are taken before the clock is read: a bid that waited for a wallet past the end is late', async () => {
    const bidder = await makeUser({ balance: 10_000 });
    const { id } = await makeAuction({ endsIn: 1 });
    const letGo = await holdWallets(db, bidder);
    const command = { kind: 'bid' as const, userId: bidder, amount: new Big(10_000) };
    const late = settle(id, [{ command }], { walletWaitMs: 20_000 });
    await whenSomebodyWaits();
    await vi.waitFor(async () => {
      const ended = await database().execute(
        sql`SELECT 1 FROM auctions WHERE id = ${id} AND end_time <= clock_timestamp()`,
      );
      expect(ended.rows).toHaveLength(1);
    }, 5_000);
    await letGo();
    expect((await late).map((answer) => answer && codeOf(answer))).toEqual(['AUCTION_ENDED']);
    expect(await holdings(bidder)).toBe('10000/0');
  });
});

/** How many transactions placed the bids of an auction. */
async function transactionsOf(auctionId: string): Promise<number> {
  const { rows } = await database().execute<{ count: number }>(
    sql`SELECT count(DISTINCT xmin::text)::int AS count FROM bids WHERE auction_id = ${auctionId}`,
  );
  return rows[0]?.count ?? 0;
}

/** People in ascending order of their wallets' ids; the ids of the people, and the rows of the table, run the other way. */
async function makeUsersWithWalletsReversed(count: number): Promise<string[]> {
  const owner = db.openPool('owner', 1);
  const users = await owner.query<{ id: string }>(
    `INSERT INTO users (username, email, nickname, password_hash, region_code, terms_agreed_at,
       privacy_agreed_at, age14_confirmed_at)
     SELECT 'reversed' || n, 'reversed' || n || '@example.test', 'reversed' || n, '-',
       (SELECT min(code) FROM regions WHERE depth = 3), now(), now(), now()
     FROM generate_series(1, $1::int) AS n RETURNING id`,
    [count],
  );
  const byWallet = users.rows.map(({ id }) => id).reverse();
  for (const userId of byWallet) await owner.query('INSERT INTO wallets (user_id) VALUES ($1)', [userId]);
  for (const userId of byWallet) await deposit({ userId, amount: 50_000 });
  // Neither the index on user_id nor a sequential scan finds the wallets in the order of their ids.
  await owner.query('CLUSTER wallets USING wallets_user_key');
  return byWallet;
}

/** Makes each bid of one person fail with an SQLSTATE for the rest of the test, and counts the failures. */
async function failBidsOf(userId: string, code: string) {
  const owner = db.openPool('owner', 1);
  await owner.query(`
    CREATE SEQUENCE failed_bids;
    GRANT USAGE ON SEQUENCE failed_bids TO PUBLIC;
    CREATE FUNCTION fail_bid() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM nextval('failed_bids');
      RAISE EXCEPTION 'as the test wants it' USING ERRCODE = '${code}';
    END $$;
    CREATE TRIGGER fail_bid BEFORE INSERT ON bids FOR EACH ROW WHEN (NEW.bidder_id = ${userId})
      EXECUTE FUNCTION fail_bid()`);
  onTestFinished(async () => {
    await owner.query('DROP TRIGGER fail_bid ON bids; DROP FUNCTION fail_bid; DROP SEQUENCE failed_bids');
  });
  return {
    tries: async () => {
      const { rows } = await owner.query('SELECT last_value::int AS tries FROM failed_bids');
      return rows[0]?.tries as number;
    },
  };
}
