import { sql } from 'drizzle-orm';
import pg from 'pg';
import { database } from '@/db/client';
import { deposit as depositWith } from '@/lib/payments/deposit';
import { requestPayout } from '@/lib/payouts/request-payout';

let made = 0;

/** Deposits money of the demo provider, whatever payment provider the test's settings name. */
export function deposit(input: Parameters<typeof depositWith>[0]) {
  return depositWith(input, 'DEMO');
}

/** A person with a wallet and a confirmed e-mail address, and with `balance` won in it from a deposit. */
export async function makeUser({ balance = 0 }: { balance?: number } = {}): Promise<string> {
  made += 1;
  const name = `person${made}`;
  const users = await database().execute<{ id: string }>(sql`
    WITH opened AS (
      INSERT INTO users (username, email, email_confirmed_at, nickname, password_hash, region_code, terms_agreed_at,
        privacy_agreed_at, age14_confirmed_at)
      SELECT ${name}, ${`${name}@example.test`}, now(), ${name}, '-', (SELECT min(code) FROM regions WHERE depth = 3),
        now(), now(), now()
      RETURNING id
    ), wallet AS (INSERT INTO wallets (user_id) SELECT id FROM opened)
    SELECT id FROM opened`);
  const id = only(users.rows).id;
  if (balance > 0) {
    const answer = await deposit({ userId: id, amount: balance });
    if (!answer.ok) throw new Error(`the deposit was refused: ${answer.code}`);
  }
  return id;
}

export async function makeUsers(count: number, options: { balance?: number } = {}): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => makeUser(options)));
}

/** A person with the role of an operator. */
export async function makeOperator(): Promise<string> {
  const id = await makeUser();
  await asOwner(`UPDATE users SET role = 'OPERATOR' WHERE id = ${id}`);
  return id;
}

/** Does what the application may not do, over a connection of its own. */
export async function asOwner(statements: string): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
  await owner.connect();
  try {
    await owner.query(statements);
  } finally {
    await owner.end();
  }
}

/** The same without our triggers: changes that no code can make, for tests of their detection. */
export async function pastTheTriggers(statements: string): Promise<void> {
  await asOwner(`BEGIN; SET LOCAL session_replication_role = replica; ${statements}; COMMIT`);
}

/** A person's withdrawal that waits to be sent to 카카오뱅크 3333-01-234567. */
export async function makePayout({ userId, amount }: { userId: string; amount: number }): Promise<string> {
  const account = { bank: 'KAKAO', accountNumber: '3333-01-234567', holder: '김하늘' };
  const answer = await requestPayout({ userId, amount, ...account });
  if (!answer.ok) throw new Error(`the withdrawal was refused: ${answer.code}`);
  const rows = await database().execute<{ id: string }>(
    sql`SELECT max(id)::text AS id FROM payouts WHERE user_id = ${userId}`,
  );
  return only(rows.rows).id;
}

export type AuctionOptions = {
  sellerId?: string;
  startPrice?: number;
  instantPrice?: number | null;
  bidUnit?: number;
  /** Seconds from now, by the database's clock. */
  startsIn?: number;
  endsIn?: number;
  isNational?: boolean;
  /** Seconds; a hard close without it. */
  extendWindow?: number;
  extendCap?: number;
  status?: 'WAITING' | 'ACTIVE';
};

/** An auction that is open now unless the options say otherwise. */
export async function makeAuction(options: AuctionOptions = {}): Promise<{ id: string; sellerId: string }> {
  const {
    startPrice = 10_000,
    instantPrice = null,
    bidUnit = 1_000,
    startsIn = -60,
    endsIn = 3_600,
    isNational = false,
    extendWindow = 0,
    extendCap = 0,
    status = startsIn > 0 ? 'WAITING' : 'ACTIVE',
  } = options;
  const sellerId = options.sellerId ?? (await makeUser());
  const auctions = await database().execute<{ id: string }>(sql`
    INSERT INTO auctions (seller_id, title, description, start_price, instant_price, bid_unit, start_time,
      end_time, extend_window, extend_cap, status, region_code, category, is_national, condition, shipping_payer)
    SELECT ${sellerId}, '원목 의자', '튼튼해요', ${startPrice}, ${instantPrice}, ${bidUnit},
      clock_timestamp() + make_interval(secs => ${startsIn}), clock_timestamp() + make_interval(secs => ${endsIn}),
      ${extendWindow}, ${extendCap}, ${status}, region_code, (SELECT min(slug) FROM categories), ${isNational}, 'USED_A', 'SELLER'
    FROM users WHERE id = ${sellerId}
    RETURNING id`);
  return { id: only(auctions.rows).id, sellerId };
}

/** Moves the end of an auction to now, as no code can: the end of an auction with bids never moves back. */
export async function endNow(id: string): Promise<void> {
  await pastTheTriggers(`
    UPDATE auctions SET (end_time, original_end_time) = (SELECT due, due FROM (
      SELECT greatest(start_time + interval '1 ms', clock_timestamp()) AS due) AS at) WHERE id = ${id}`);
}

/** The row of an auction in the database. */
export async function auctionRow(id: string) {
  const rows = await database().execute<{
    status: string;
    current_price: string;
    leader_id: string | null;
    winner_id: string | null;
    final_price: string | null;
    bid_count: number;
    version: string;
  }>(sql`SELECT status, current_price, leader_id, winner_id, final_price, bid_count, version
    FROM auctions WHERE id = ${id}`);
  return only(rows.rows);
}

/** The amounts of a wallet, as `balance/locked`. */
export async function holdings(userId: string): Promise<string> {
  const rows = await database().execute<{ text: string }>(sql`
    SELECT balance || '/' || locked_balance AS text FROM wallets WHERE user_id = ${userId}`);
  return only(rows.rows).text;
}

/** The kinds of a person's notifications, oldest first. */
export async function toldKinds(userId: string): Promise<string[]> {
  const rows = await database().execute<{ kind: string }>(
    sql`SELECT kind FROM notifications WHERE recipient_id = ${userId} ORDER BY id`,
  );
  return rows.rows.map(({ kind }) => kind);
}

export function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`expected one row, found ${rows.length}`);
  return row;
}
