import { describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import { autoBid } from '@/lib/bidding/auto-bid';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { settlePayout } from '@/lib/payouts/settle-payout';
import { testDatabase } from '@/test/database';
import {
  endNow,
  holdings,
  makeAuction,
  makePayout,
  makeUser,
  makeUsers,
  only,
  pastTheTriggers,
} from '@/test/market';
import { testRedis } from '@/test/redis';

const db = testDatabase();
testRedis();

const NOT_ALLOWED = '42501';
const BREAKS_A_RULE = '23000';

/** The error that the application's own role gets when it tries a statement. */
async function triedByApplication(statement: string): Promise<string> {
  return codeOf(db.openPool('application', 1).query(statement));
}

async function triedByOwner(statement: string): Promise<string> {
  return codeOf(db.openPool('owner', 1).query(statement));
}

async function codeOf(query: Promise<unknown>): Promise<string> {
  return query.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );
}

async function walletId(userId: string): Promise<string> {
  const rows = await database().execute<{ id: string }>(`SELECT id FROM wallets WHERE user_id = ${userId}`);
  return only(rows.rows).id;
}

type Entry = [type: string, delta: number, locked: number, after: number, lockedAfter: number];

/** Rows of the ledger for one wallet: type, both movements and both results. They refer to nothing that explains them. */
function bare(id: string, ...rows: Entry[]) {
  const values = rows.map(
    ([type, ...figures]) => `(${id}, '${type}', ${figures.join(', ')}, clock_timestamp())`,
  );
  return `INSERT INTO transactions
    (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after, created_at) VALUES ${values.join(', ')}`;
}

/** The same for withdrawals that are declared to go to no account. */
function withdrawals(id: string, ...rows: Entry[]) {
  return `WITH entry AS (${bare(id, ...rows)} RETURNING id)
    INSERT INTO demo_withdrawals (transaction_id) SELECT id FROM entry`;
}

describe('the application may not', () => {
  it.each([
    'UPDATE wallets SET balance = balance + 1',
    'UPDATE wallets SET locked_balance = 0',
    'UPDATE wallets SET user_id = user_id + 1',
    'UPDATE auctions SET seller_id = seller_id + 1',
    'UPDATE auctions SET created_at = now()',
    "UPDATE users SET role = 'OPERATOR'",
    'UPDATE users SET created_at = now()',
    'DELETE FROM users',
    'DELETE FROM auctions',
    "UPDATE payouts SET holder = '남'",
    "UPDATE payouts SET bank = 'KB'",
    "UPDATE payouts SET account_seal = ''",
    'UPDATE payouts SET amount = 1',
    'UPDATE payouts SET withdrawal_id = 1',
    'DELETE FROM payouts',
    'UPDATE payment_orders SET amount = 1',
    'UPDATE payment_orders SET user_id = 1',
    'DELETE FROM payment_orders',
    'UPDATE demo_withdrawals SET transaction_id = 1',
    'DELETE FROM demo_withdrawals',
    "UPDATE sessions SET expires_at = now() + interval '1 year'",
    'UPDATE sessions SET user_id = 1',
    'UPDATE api_tokens SET expires_at = now()',
    "UPDATE account_mails SET address = ''",
    'DELETE FROM outbox',
    "UPDATE outbox SET payload = '{}'",
    'UPDATE announced SET version = 99',
    'INSERT INTO announced VALUES (1, 1)',
    'UPDATE notifications SET recipient_id = 1',
    "UPDATE notifications SET kind = 'WON'",
    "UPDATE auction_images SET key = 'x'",
    'UPDATE saved_searches SET user_id = 1',
    "UPDATE reports SET detail = ''",
    'UPDATE deliveries SET notification_id = 1',
    "UPDATE regions SET code = '1'",
    "UPDATE categories SET slug = 'x'",
    'UPDATE operator_acts SET operator_id = 1',
    "UPDATE idempotency_keys SET response = '{}'",
    "SELECT setval('bids_id_seq', 1)",
    'SET session_replication_role = replica',
  ])('%s', async (statement) => {
    expect(await triedByApplication(statement)).toBe(NOT_ALLOWED);
  });

  it('make anybody an operator', async () => {
    const made = `INSERT INTO users (username, email, nickname, role, region_code, terms_agreed_at, privacy_agreed_at,
      age14_confirmed_at) SELECT 'boss', 'boss@example.test', 'boss', 'OPERATOR', min(code), now(), now(), now()
      FROM regions WHERE depth = 3`;
    expect(await triedByApplication(made)).toBe(NOT_ALLOWED);
  });

  // A column has to be granted for rows to be locked; that right alone changes nothing.
  it.each(['wallets', 'outbox'])('use the column by which it locks rows of %s', async (table) => {
    await makeUser();
    const owed = "INSERT INTO outbox (topic, payload, created_at) VALUES ('test', '{}', now())";
    expect(await triedByApplication(owed)).toBe('done');
    expect(await triedByApplication(`UPDATE ${table} SET id = DEFAULT`)).toBe(BREAKS_A_RULE);
  });
});

describe('a wallet', () => {
  it('is moved by the entries of the ledger alone; not even the owner may', async () => {
    const userId = await makeUser({ balance: 1_000 });
    expect(await triedByOwner(`UPDATE wallets SET balance = 2000 WHERE user_id = ${userId}`)).toBe(
      BREAKS_A_RULE,
    );
    expect(await holdings(userId)).toBe('1000/0');
  });

  it('is opened empty', async () => {
    const userId = await makeUser();
    const opened = (column: string) => `INSERT INTO wallets (user_id, ${column}) SELECT ${userId}, 5`;
    expect(await triedByApplication(opened('balance'))).toBe(BREAKS_A_RULE);
    expect(await triedByApplication(opened('locked_balance'))).toBe(BREAKS_A_RULE);
  });

  it('follows the entries of one statement in the order of their ids', async () => {
    const userId = await makeUser({ balance: 1_000 });
    const id = await walletId(userId);
    expect(
      await triedByApplication(
        withdrawals(id, ['WITHDRAWAL', -300, 0, 700, 0], ['WITHDRAWAL', -200, 0, 500, 0]),
      ),
    ).toBe('done');
    expect(await holdings(userId)).toBe('500/0');
  });

  it.each<[string, Entry[]]>([
    ['an entry that does not say what is left', [['WITHDRAWAL', -300, 0, 701, 0]]],
    ['one that changes what is locked without a movement', [['WITHDRAWAL', -300, 0, 700, 1]]],
    [
      'a wrong one in the middle, right at the end',
      [
        ['WITHDRAWAL', -300, 0, 800, 0],
        ['WITHDRAWAL', -200, 0, 500, 0],
      ],
    ],
    [
      'a wrong one in the middle of what is locked, right at the end',
      [
        ['WITHDRAWAL', -300, 0, 700, 5],
        ['WITHDRAWAL', -200, 0, 500, 0],
      ],
    ],
    [
      'right ones in the wrong order',
      [
        ['WITHDRAWAL', -200, 0, 500, 0],
        ['WITHDRAWAL', -300, 0, 700, 0],
      ],
    ],
  ])('refuses %s', async (_, rows) => {
    const userId = await makeUser({ balance: 1_000 });
    const id = await walletId(userId);
    expect(await triedByApplication(withdrawals(id, ...rows))).toBe(BREAKS_A_RULE);
    expect(await holdings(userId)).toBe('1000/0');
  });

  it('refuses an entry that was decided on figures which have changed meanwhile', async () => {
    const userId = await makeUser({ balance: 1_000 });
    const id = await walletId(userId);
    const codes = await Promise.all(
      [1, 2, 3].map(() => triedByApplication(withdrawals(id, ['WITHDRAWAL', -400, 0, 600, 0]))),
    );
    expect(codes.sort()).toEqual([BREAKS_A_RULE, BREAKS_A_RULE, 'done']);
    expect(await holdings(userId)).toBe('600/0');
  });
});

describe('money', () => {
  it('comes in by an order, or by a payout that came back', async () => {
    const userId = await makeUser();
    expect(await triedByApplication(bare(await walletId(userId), ['DEPOSIT', 500, 0, 500, 0]))).toBe(
      BREAKS_A_RULE,
    );
    expect(await holdings(userId)).toBe('0/0');
  });

  it('leaves by a payout of the same owner and amount, or is declared to go nowhere', async () => {
    const [userId, other] = (await makeUsers(2, { balance: 20_000 })) as [string, string];
    const id = await walletId(userId);
    const taken = (more = '') => `WITH entry AS (
        ${bare(id, ['WITHDRAWAL', -5_000, 0, 15_000, 0])} RETURNING id
      ) ${more || 'SELECT id FROM entry'}`;
    const payout = (who: string, amount: number) =>
      `INSERT INTO payouts (user_id, amount, bank, account_number, holder, withdrawal_id)
        SELECT ${who}, ${amount}, 'KAKAO', '3333-01-234567', '김하늘', id FROM entry`;
    expect(await triedByApplication(taken())).toBe(BREAKS_A_RULE);
    expect(await triedByApplication(taken(payout(other, 5_000)))).toBe(BREAKS_A_RULE);
    expect(await triedByApplication(taken(payout(userId, 4_000)))).toBe(BREAKS_A_RULE);
    expect(await triedByApplication(withdrawals(id, ['WITHDRAWAL', -5_000, 0, 15_000, 0]))).toBe('done');
  });

  it.each([
    ['its own', 500, 'done'],
    ['one of another amount', 501, BREAKS_A_RULE],
    ['one of somebody else', 500, BREAKS_A_RULE],
  ])('comes in by an order that is about it: %s', async (whose, amount, told) => {
    const [userId, other] = (await makeUsers(2)) as [string, string];
    const owner = whose === 'one of somebody else' ? other : userId;
    const deposit = `WITH entry AS (
        ${bare(await walletId(userId), ['DEPOSIT', 500, 0, 500, 0])} RETURNING id
      ) INSERT INTO payment_orders (order_id, user_id, provider, amount, status, transaction_id)
      SELECT 'order-of-${userId}', ${owner}, 'DEMO', ${amount}, 'PAID', id FROM entry`;
    expect(await triedByApplication(deposit)).toBe(told);
    expect(await holdings(userId)).toBe(told === 'done' ? '500/0' : '0/0');
  });

  it('of a sale goes from the winner to the seller and to nobody else', async () => {
    const [bidder, stranger] = (await makeUsers(2, { balance: 20_000 })) as [string, string];
    const { id, sellerId } = await makeAuction();
    await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    await closeEarly({ auctionId: id, userId: sellerId });
    const entry = async (userId: string, type: string, delta: number, before: number) =>
      triedByApplication(`INSERT INTO transactions (wallet_id, type, balance_delta, locked_delta, balance_after,
        locked_after, auction_id, created_at)
      VALUES (${await walletId(userId)}, '${type}', ${delta}, 0, ${before + delta}, 0, ${id}, now())`);
    expect(await entry(stranger, 'EARNING', 10_000, 20_000)).toBe(BREAKS_A_RULE);
    expect(await entry(stranger, 'PAYMENT', -10_000, 20_000)).toBe(BREAKS_A_RULE);
    // No other amount is taken either.
    expect(await entry(sellerId, 'EARNING', 9_999, 10_000)).toBe(BREAKS_A_RULE);
    expect(await entry(bidder, 'PAYMENT', -9_999, 10_000)).toBe(BREAKS_A_RULE);
    expect([await holdings(bidder), await holdings(sellerId)]).toEqual(['10000/0', '10000/0']);
  });
});

describe('an auction', () => {
  it.each([
    'winner_id = NULL, final_price = NULL',
    'final_price = 1',
    'start_price = 1',
    "end_time = end_time + interval '1 day'",
    'leader_id = NULL, bid_count = 0, current_price = 0',
    "status = 'ACTIVE', ended_at = NULL, winner_id = NULL, final_price = NULL",
    "title = '다른 물건'",
  ])('that ended stays as it ended: %s', async (change) => {
    const bidder = await makeUser({ balance: 10_000 });
    const { id, sellerId } = await makeAuction();
    await placeBid({ auctionId: id, userId: bidder, amount: 10_000 });
    await closeEarly({ auctionId: id, userId: sellerId });
    const statement = `UPDATE auctions SET ${change} WHERE id = ${id}`;
    expect(await triedByApplication(statement)).toBe(BREAKS_A_RULE);
    expect(await triedByOwner(statement)).toBe(BREAKS_A_RULE);
  });

  it.each([
    "status = 'CANCELLED', ended_at = now()",
    `status = 'ENDED', ended_at = now(), winner_id = leader_id, final_price = current_price`,
  ])('does not end while money is locked for it: %s', async (end) => {
    const bidder = await makeUser({ balance: 10_000 });
    const { id } = await makeAuction();
    await autoBid({ auctionId: id, userId: bidder, maximum: 10_000 });
    expect(await triedByApplication(`UPDATE auctions SET ${end} WHERE id = ${id}`)).toBe(BREAKS_A_RULE);
  });

  it('takes late attempts into its record, however fine the time of its end is stored', async () => {
    const { id } = await makeAuction();
    await pastTheTriggers(
      `UPDATE auctions SET status = 'ENDED', ended_at = date_trunc('second', now()) + interval '123456 us' WHERE id = ${id}`,
    );
    const userId = await makeUser({ balance: 10_000 });
    const late = await placeBid({ auctionId: id, userId, amount: 10_000 });
    expect(late).toMatchObject({ ok: false, code: 'AUCTION_ENDED', attemptId: expect.any(String) });
  });

  it('that was cancelled stays cancelled', async () => {
    const { id, sellerId } = await makeAuction();
    expect(await cancelAuction({ auctionId: id, userId: sellerId })).toMatchObject({ ok: true });
    const again = `UPDATE auctions SET status = 'ACTIVE', ended_at = NULL WHERE id = ${id}`;
    expect(await triedByApplication(again)).toBe(BREAKS_A_RULE);
  });

  it.each(["end_time = end_time + interval '1 day'", 'start_price = 1', 'instant_price = 99000'])(
    'whose end has passed waits to be settled on the terms that it had: %s',
    async (change) => {
      const { id } = await makeAuction();
      await endNow(id);
      expect(await triedByApplication(`UPDATE auctions SET ${change} WHERE id = ${id}`)).toBe(BREAKS_A_RULE);
    },
  );

  it('keeps its seller, even when the owner of the tables tries', async () => {
    const { id } = await makeAuction();
    const other = await makeUser();
    expect(await triedByOwner(`UPDATE auctions SET seller_id = ${other} WHERE id = ${id}`)).toBe(
      BREAKS_A_RULE,
    );
  });
});

describe('a payout', () => {
  it('goes to the account that was asked for and no other, before it is sent and after', async () => {
    const userId = await makeUser({ balance: 10_000 });
    const id = await makePayout({ userId, amount: 5_000 });
    const other = `UPDATE payouts SET account_number = '9999-00-000001' WHERE id = ${id}`;
    expect(await triedByApplication(other)).toBe(BREAKS_A_RULE);
    expect(await triedByOwner(other)).toBe(BREAKS_A_RULE);
    expect(await triedByOwner(`UPDATE payouts SET holder = '남' WHERE id = ${id}`)).toBe(BREAKS_A_RULE);
    expect(await triedByOwner(`UPDATE payouts SET bank = 'KB' WHERE id = ${id}`)).toBe(BREAKS_A_RULE);
    await settlePayout(id, { outcome: 'sent' });
    expect(await triedByApplication(other)).toBe(BREAKS_A_RULE);
  });

  it('forgets all but the last digits when it is done, and not before', async () => {
    const userId = await makeUser({ balance: 10_000 });
    const id = await makePayout({ userId, amount: 5_000 });
    const forget = `UPDATE payouts SET account_number = right(account_number, 4) WHERE id = ${id}`;
    expect(await triedByApplication(forget)).toBe(BREAKS_A_RULE);
    await settlePayout(id, { outcome: 'sent' });
    const rows = await database().execute<{
      number: string;
      sealed: boolean;
    }>(`SELECT account_number AS number,
      account_seal = payout_seal(id, bank, account_number, holder) AS sealed FROM payouts WHERE id = ${id}`);
    expect(only(rows.rows)).toEqual({ number: '4567', sealed: true });
  });
});
