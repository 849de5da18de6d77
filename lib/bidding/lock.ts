import Big from 'big.js';
import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/transaction';
import { mayOperateSql } from '@/lib/operators/may-operate';
import type { Request } from './request';
import type { Auction, Wallet } from './rules';

/** What the transaction reads under its locks, all of it before the first write. */
export type Locked = {
  auction: Auction;
  wallets: Map<string, Wallet>;
  nicknames: Map<string, string>;
  /** Who may not bid here: blocked by the seller, or suspended. */
  barred: Set<string>;
  /** Who asks as an operator and is none, or no longer. */
  notOperators: Set<string>;
  now: Date;
  /** Ids for as many bids as there may be, so that every row can name its bid before it is written. */
  bidIds: string[];
  /** The standing highest bid's id. */
  leadingBidId: string | null;
  remembered: Map<string, { requestHash: string; response: unknown }>;
};

/**
 * Locks the auction and the wallets that the requests may move, then reads the clock and all that is
 * needed to decide.
 *
 * The auction's row first, then the wallets in ascending id. Everything that locks an auction or more
 * than one wallet must keep this order; no other order is free of deadlocks.
 *
 * @returns null when there is no such auction
 */
export async function lock(
  tx: Transaction,
  auctionId: string,
  requests: readonly Request[],
): Promise<Locked | null> {
  // NO KEY UPDATE, so that a bid does not wait for somebody who only refers to the row (a question, a 찜).
  const rows = await tx.execute<AuctionRow>(sql`
    SELECT id, seller_id, title, is_national, status, start_price, current_price, instant_price, bid_unit,
      start_time, end_time, leader_id, winner_id, final_price, bid_count, version, ended_at
    FROM auctions WHERE id = ${auctionId} FOR NO KEY UPDATE`);
  const [row] = rows.rows;
  if (!row) return null;
  const auction = auctionFromRow(row);

  const actors = requests.flatMap(({ command }) => ('userId' in command ? [command.userId] : []));
  const users = [auction.sellerId, auction.leaderId, auction.winnerId, ...actors];
  const userIds = [...new Set(users.filter((user) => user !== null))];
  const walletRows = await tx.execute<WalletRow>(sql`
    SELECT w.id, w.user_id, w.balance, w.locked_balance, u.nickname,
      u.suspended_at IS NOT NULL OR EXISTS (
        SELECT FROM blocks b WHERE b.seller_id = ${auction.sellerId} AND b.blocked_id = w.user_id) AS barred
    FROM wallets w JOIN users u ON u.id = w.user_id
    WHERE w.user_id = ANY(${sql.param(userIds)}::bigint[])
    ORDER BY w.id FOR NO KEY UPDATE OF w`);

  // The clock in a statement of its own, after the locks: a bid that waited past the end is late.
  // Keys are read here too: their owners' wallets are locked, so nobody else can be writing them.
  const keys = requests.flatMap(({ idempotency }) => (idempotency ? [idempotency] : []));
  const operatorIds = requests.flatMap(({ command }) =>
    'operatorId' in command ? [command.operatorId] : [],
  );
  const bidCount = requests.filter(({ command }) => command.kind === 'bid').length;
  const facts = await tx.execute<FactsRow>(sql`
    SELECT clock_timestamp() AS now,
      ARRAY(SELECT nextval('bids_id_seq')::text FROM generate_series(1, ${bidCount}::int)) AS bid_ids,
      (SELECT id FROM bids WHERE auction_id = ${auctionId} AND amount = ${auction.currentPrice.toFixed()}) AS leading_bid_id,
      (SELECT json_agg(json_build_object('userId', k.user_id::text, 'key', k.key,
          'requestHash', k.request_hash, 'response', k.response))
        FROM idempotency_keys k
        JOIN unnest(${sql.param(keys.map((k) => k.userId))}::bigint[], ${sql.param(keys.map((k) => k.key))}::text[])
          AS asked (user_id, key) USING (user_id, key)) AS remembered,
      ARRAY(SELECT id::text FROM users WHERE id = ANY(${sql.param(operatorIds)}::bigint[]) AND ${mayOperateSql}) AS operators`);
  const [fact] = facts.rows;
  if (!fact) throw new Error('the database gave no time');

  return {
    auction,
    wallets: new Map(walletRows.rows.map((wallet) => [wallet.user_id, walletFromRow(wallet)])),
    nicknames: new Map(walletRows.rows.map((wallet) => [wallet.user_id, wallet.nickname])),
    barred: new Set(walletRows.rows.filter((wallet) => wallet.barred).map((wallet) => wallet.user_id)),
    notOperators: new Set(operatorIds.filter((id) => !fact.operators.includes(id))),
    now: new Date(fact.now),
    bidIds: fact.bid_ids,
    leadingBidId: fact.leading_bid_id,
    remembered: new Map((fact.remembered ?? []).map((entry) => [keyOf(entry), entry])),
  };
}

type AuctionRow = {
  id: string;
  seller_id: string;
  title: string;
  is_national: boolean;
  status: Auction['status'];
  start_price: string;
  current_price: string;
  instant_price: string | null;
  bid_unit: string;
  start_time: string;
  end_time: string;
  leader_id: string | null;
  winner_id: string | null;
  final_price: string | null;
  bid_count: number;
  version: string;
  ended_at: string | null;
};
type WalletRow = {
  id: string;
  user_id: string;
  balance: string;
  locked_balance: string;
  nickname: string;
  barred: boolean;
};
type RememberedRow = { userId: string; key: string; requestHash: string; response: unknown };
type FactsRow = {
  now: string;
  bid_ids: string[];
  leading_bid_id: string | null;
  remembered: RememberedRow[] | null;
  operators: string[];
};

function auctionFromRow(row: AuctionRow): Auction {
  return {
    id: row.id,
    sellerId: row.seller_id,
    title: row.title,
    isNational: row.is_national,
    status: row.status,
    startPrice: new Big(row.start_price),
    currentPrice: new Big(row.current_price),
    instantPrice: row.instant_price === null ? null : new Big(row.instant_price),
    bidUnit: new Big(row.bid_unit),
    startTime: new Date(row.start_time),
    endTime: new Date(row.end_time),
    leaderId: row.leader_id,
    winnerId: row.winner_id,
    finalPrice: row.final_price === null ? null : new Big(row.final_price),
    bidCount: row.bid_count,
    version: Number(row.version),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
  };
}

function walletFromRow(row: WalletRow): Wallet {
  return {
    id: row.id,
    userId: row.user_id,
    balance: new Big(row.balance),
    locked: new Big(row.locked_balance),
  };
}

/** How a remembered answer is looked up in `Locked`. */
export function keyOf({ userId, key }: { userId: string; key: string }): string {
  return `${userId}:${key}`;
}
