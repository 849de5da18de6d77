import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { Lot, Purses, Row } from '@/test/model/scene';
import type { World } from './history';

type AuctionRow = Record<
  'id' | 'seller_id' | 'start_price' | 'bid_unit' | 'opens' | 'ends' | 'listed',
  string
> & {
  instant_price: string | null;
  extend_window: number;
  extend_cap: number;
  extensions: number;
  status: Lot['status'];
  leader_id: string | null;
  winner_id: string | null;
  final_price: string | null;
  version: string;
  hold: string | null;
};

/** Auctions and purses as the database holds them, in the model's form. */
export async function readWorld(auctionIds: readonly string[], people: readonly string[]): Promise<World> {
  const auctions = await database().execute<AuctionRow>(sql`
    SELECT a.*, h.amount AS hold, ${ms(sql`start_time`)} AS opens, ${ms(sql`end_time`)} AS ends,
      ${ms(sql`original_end_time`)} AS listed
    FROM auctions a LEFT JOIN holds h ON h.auction_id = a.id AND h.user_id = a.leader_id
    WHERE a.id IN ${auctionIds}`);
  const lots = await Promise.all(auctions.rows.map(async (row) => [row.id, await lotOf(row)]));
  const wallets = await database().execute<{ user_id: string; balance: string; locked_balance: string }>(
    sql`SELECT user_id, balance, locked_balance FROM wallets WHERE user_id IN ${people}`,
  );
  const purses: Purses = Object.fromEntries(
    wallets.rows.map(({ user_id, balance, locked_balance }) => [
      user_id,
      { free: Number(balance), held: Number(locked_balance) },
    ]),
  );
  return { lots: Object.fromEntries(lots), purses };
}

/** A time as whole milliseconds, cut off as `Date` does. */
function ms(column: ReturnType<typeof sql>) {
  return sql`floor(extract(epoch FROM ${column}) * 1000)::bigint`;
}

async function lotOf(row: AuctionRow): Promise<Lot> {
  const bids = await database().execute<{
    bidder_id: string;
    amount: string;
    kind: Row['kind'];
    version: string;
  }>(sql`
    SELECT bidder_id, amount, kind, version FROM bids
    WHERE auction_id = ${row.id} AND excluded_by IS NULL
    ORDER BY amount`);
  return {
    seller: row.seller_id,
    start: Number(row.start_price),
    step: Number(row.bid_unit),
    buyNow: row.instant_price === null ? null : Number(row.instant_price),
    opensAt: Number(row.opens),
    endsAt: Number(row.ends),
    listedEnd: Number(row.listed),
    windowMs: row.extend_window * 1_000,
    capMs: row.extend_cap * 1_000,
    extensions: row.extensions,
    status: row.status,
    leader: row.leader_id,
    promise: Number(row.hold ?? 0),
    rows: bids.rows.map(({ bidder_id, amount, kind, version }) => ({
      bidder: bidder_id,
      amount: Number(amount),
      kind,
      version: Number(version),
    })),
    version: Number(row.version),
    winner: row.winner_id,
    paid: row.final_price === null ? null : Number(row.final_price),
  };
}

/** The hash of the auction's record at each version: of the attempt that led to it, and of the auction itself for the last one. */
export async function readRecordHashes(auctionId: string): Promise<ReadonlyMap<number, string>> {
  const { rows } = await database().execute<{ version: string; hash: string }>(sql`
    SELECT t.version_after AS version, CASE WHEN t.seq = a.attempt_count THEN a.record_hash ELSE t.hash END AS hash
    FROM attempts t JOIN auctions a ON a.id = t.auction_id
    WHERE a.id = ${auctionId} AND t.version_after > t.version_before`);
  return new Map(rows.map(({ version, hash }) => [Number(version), hash]));
}

/** What is different in two worlds. */
export function differences(one: World, other: World): string[] {
  const found: string[] = [];
  for (const part of ['lots', 'purses'] as const) {
    for (const [name, value] of Object.entries(one[part])) {
      const [left, right] = [asText(value), asText(other[part][name])];
      if (left !== right) found.push(`${part} ${name}: ${left} instead of ${right}`);
    }
  }
  return found;
}

function asText(value: object | undefined): string {
  return JSON.stringify(Object.entries(value ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)));
}
