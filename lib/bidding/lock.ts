import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { isLockFailure } from '@/db/lock-failure';
import type { Transaction } from '@/db/transaction';
import { mayOperateSql } from '@/lib/accounts/may-operate';
import { keyName, type RememberedAnswer, rememberedSql } from '@/lib/idempotency';
import type { Money } from '@/lib/money';
import { fullSql } from '@/lib/rate-limit';
import { type LockedWallet, lockWallets, WALLET_WAIT_MS } from '@/lib/wallet/lock-wallets';
import type { RecordEnd } from './attempts';
import type { Auction } from './auction';
import type { CommandRequest } from './command-request';
import type { Bid, BidKind } from './draft';
import { walletsNeeded } from './wallets-needed';

/** How long the auction's row may be waited for: other processes' batches hold it for some milliseconds each. */
const AUCTION_WAIT_MS = 1_000;
/** A bid that counts, as it is stored. */
export type StandingBid = Bid & { id: string };
/** Everything that the transaction reads under its locks, before the first write. */
export type Locked = {
  auction: Auction;
  record: RecordEnd;
  /** What is locked for the leader; null without one. */
  hold: Money | null;
  /** The wallets that the requests may move. */
  wallets: Map<string, LockedWallet>;
  nicknames: Map<string, string>;
  /**
   * People who may not bid here: blocked by the seller, suspended, without an account by now, or operators who have looked at
   * a maximum here.
   */
  barred: Set<string>;
  /** The suspended people among them. */
  suspended: Set<string>;
  /** The actors who have had too many commands refused, with the milliseconds until that ends. */
  exhausted: Map<string, number>;
  /** People who send an operator's command without being an operator, or no longer. */
  notOperators: Set<string>;
  now: Date;
  /** The moment of `now` by `performance.now()`. */
  readAt: number;
  /** An id for each request's attempt. */
  attemptIds: string[];
  /** Ids for as many bids as the requests may place, so that each row can name its bid before it is written. */
  bidIds: string[];
  /** The id of the highest bid so far. */
  leadingBidId: string | null;
  /** The bids that count, lowest first, for the command that excludes a bidder; no other reads them. */
  standing: StandingBid[];
  /** Earlier answers under the requests' keys, by `keyName`. */
  remembered: Map<string, RememberedAnswer>;
};

/** The auction's own row is held: none of its commands can be settled now. */
export class AuctionHeldError extends Error {
  override name = 'AuctionHeldError';
}

/**
 * Locks the auction and the wallets that the requests may move, then reads the clock and all that is
 * needed to decide.
 *
 * The auction's row first, then the wallets in ascending id. Everything that locks an auction or more
 * than one wallet must keep this order; no other order is free of deadlocks.
 *
 * @param walletWaitMs  how long each wallet, and each row that is written later, may be waited for. With 0 only wallets
 *   that are free at once are locked; any other value acts like 0 when one of the wallets was found held a moment ago
 * @returns the facts, and the requests that can be decided: all, or all but those whose wallets are held. null when
 *   there is no such auction
 * @throws AuctionHeldError, WalletHeldError
 */
export async function lock(
  tx: Transaction,
  {
    auctionId,
    requests,
    walletWaitMs,
  }: { auctionId: string; requests: readonly CommandRequest[]; walletWaitMs: number },
): Promise<{ locked: Locked; ready: readonly CommandRequest[] } | null> {
  const row = await lockAuction(tx, { auctionId, walletWaitMs });
  if (!row) return null;
  const auction = auctionFromRow(row);
  const standing = requests.some(isExclusion) ? await readStandingBids(tx, auctionId) : [];
  if (standing.length > 0 && requests.length > 1) throw new Error('an exclusion shares a batch');
  const bidders = [...new Set(standing.map(({ bidderId }) => bidderId))];
  const wanted = requests.map((request) => ({ request, needs: walletsNeeded(request, auction, bidders) }));
  const { wallets, held } = await lockWallets(tx, {
    userIds: [...new Set(wanted.flatMap(({ needs }) => needs))],
    mayWait: walletWaitMs > 0,
  });
  const ready = wanted.filter(({ needs }) => !needs.some((userId) => held.has(userId)));
  const facts = await readFacts(tx, {
    auction,
    bidders,
    requests: ready.map(({ request }) => request),
    bidCount: ready.filter(({ request, needs }) => placesBids(request) && needs.length > 0).length * 2,
  });
  const record = { count: row.attempt_count, hash: row.record_hash };
  return {
    locked: { auction, record, wallets, standing, ...facts },
    ready: ready.map(({ request }) => request),
  };
}

/** Whether a command can place bids. At most two: its own, and that of the automatic bid that answers it or is beaten by it. */
function placesBids({ command }: CommandRequest): boolean {
  return command.kind === 'bid' || command.kind === 'autoBid';
}

function isExclusion({ command }: CommandRequest): boolean {
  return command.kind === 'excludeBidder';
}

/** Nobody can add a bid while the auction's row is locked. */
async function readStandingBids(tx: Transaction, auctionId: string): Promise<StandingBid[]> {
  const { rows } = await tx.execute<StandingRow>(sql`
    SELECT id, bidder_id, amount, kind, version FROM bids
    WHERE auction_id = ${auctionId} AND excluded_by IS NULL ORDER BY amount`);
  return rows.map(({ id, bidder_id, amount, kind, version }) => ({
    id,
    bidderId: bidder_id,
    amount: new Big(amount),
    kind,
    version: Number(version),
  }));
}

/**
 * Locks the auction's row with a wait limit of its own, and sets the limit for the rest of the transaction, in one round
 * trip: the parts of the statement run from the inside out. The settings are local to the transaction, so they hold through
 * any pooler.
 */
async function lockAuction(
  tx: Transaction,
  { auctionId, walletWaitMs }: { auctionId: string; walletWaitMs: number },
): Promise<AuctionRow | undefined> {
  // NO KEY UPDATE, so that a bid does not wait for a transaction that only refers to the row (a question, a saved item).
  const statement = sql`
    WITH patience AS MATERIALIZED (SELECT set_config('lock_timeout', ${`${AUCTION_WAIT_MS}ms`}, true)),
    held AS MATERIALIZED (
      SELECT id, seller_id, title, is_national, settlement, method, status, start_price, current_price, instant_price, bid_unit,
        start_time, end_time, original_end_time, extend_window, extend_cap, extensions, leader_id, winner_id,
        final_price, bid_count, version, history_version, ended_at, attempt_count, record_hash
      FROM auctions, patience WHERE id = ${auctionId} FOR NO KEY UPDATE OF auctions)
    SELECT held.*, set_config('lock_timeout', ${`${walletWaitMs || WALLET_WAIT_MS}ms`}, true) FROM held`;
  const rows = await tx.executePrepared<AuctionRow>(statement).catch((cause: unknown) => {
    throw isLockFailure(cause) ? new AuctionHeldError(`auction ${auctionId} is held`, { cause }) : cause;
  });
  return rows.rows[0];
}

type Facts = Omit<Locked, 'auction' | 'record' | 'wallets' | 'standing'>;

/**
 * Reads the clock in a statement of its own, after the locks: a bid that waited past the end is late. Keys are read here
 * too: the wallets of their owners are locked wherever something may be written, so no rival can be writing them.
 */
async function readFacts(
  tx: Transaction,
  {
    auction,
    bidders,
    requests,
    bidCount,
  }: {
    auction: Auction;
    bidders: readonly string[];
    requests: readonly CommandRequest[];
    bidCount: number;
  },
): Promise<Facts> {
  const actors = requests.flatMap(({ command }) => ('userId' in command ? [command.userId] : []));
  const people = [
    ...new Set([...actors, ...bidders, auction.leaderId, auction.winnerId].filter((id) => id !== null)),
  ];
  const keys = requests.flatMap(({ idempotency }) => (idempotency ? [idempotency] : []));
  const operatorIds = requests.flatMap(({ command }) =>
    'operatorId' in command ? [command.operatorId] : [],
  );
  const facts = await tx.executePrepared<FactsRow>(sql`
    SELECT clock_timestamp() AS now,
      ARRAY(SELECT nextval('bids_id_seq')::text FROM generate_series(1, ${bidCount}::int)) AS bid_ids,
      ARRAY(SELECT nextval('attempts_id_seq')::text FROM generate_series(1, ${requests.length}::int)) AS attempt_ids,
      (SELECT amount FROM holds WHERE auction_id = ${auction.id}) AS hold,
      (SELECT id FROM bids WHERE auction_id = ${auction.id} AND amount = ${auction.currentPrice.toFixed()}
        AND excluded_by IS NULL) AS leading_bid_id,
      (SELECT json_agg(json_build_object('id', u.id::text, 'nickname', u.nickname,
          'suspended', u.suspended_at IS NOT NULL,
          'barred', u.suspended_at IS NOT NULL OR u.deleted_at IS NOT NULL OR EXISTS (
            SELECT FROM blocks b WHERE b.seller_id = ${auction.sellerId} AND b.blocked_id = u.id) OR EXISTS (
            SELECT FROM operator_acts o WHERE o.subject_type = 'auction' AND o.subject_id = ${auction.id}::text
              AND o.operator_id = u.id AND o.act = 'VIEW_AUTO_BID')))
        FROM users u WHERE u.id = ANY(${sql.param(people)}::bigint[])) AS people,
      ${rememberedSql(keys)} AS remembered,
      ${fullSql('refusedBid', [...new Set(actors)])} AS exhausted,
      ARRAY(SELECT id::text FROM users WHERE id = ANY(${sql.param(operatorIds)}::bigint[]) AND ${mayOperateSql}) AS operators`);
  const [fact] = facts.rows;
  if (!fact) throw new Error('the database gave no time');
  const readAt = performance.now();
  const known = fact.people ?? [];
  return {
    hold: fact.hold === null ? null : new Big(fact.hold),
    readAt,
    attemptIds: fact.attempt_ids,
    nicknames: new Map(known.map(({ id, nickname }) => [id, nickname])),
    barred: new Set(known.filter(({ barred }) => barred).map(({ id }) => id)),
    suspended: new Set(known.filter(({ suspended }) => suspended).map(({ id }) => id)),
    exhausted: new Map(Object.entries(fact.exhausted ?? {})),
    notOperators: new Set(operatorIds.filter((id) => !fact.operators.includes(id))),
    now: new Date(fact.now),
    bidIds: fact.bid_ids,
    leadingBidId: fact.leading_bid_id,
    remembered: new Map((fact.remembered ?? []).map((entry) => [keyName(entry), entry])),
  };
}

type AuctionRow = {
  id: string;
  seller_id: string;
  title: string;
  is_national: boolean;
  settlement: Auction['settlement'];
  method: Auction['method'];
  status: Auction['status'];
  start_price: string;
  current_price: string;
  instant_price: string | null;
  bid_unit: string;
  start_time: string;
  end_time: string;
  original_end_time: string;
  extend_window: number;
  extend_cap: number;
  extensions: number;
  leader_id: string | null;
  winner_id: string | null;
  final_price: string | null;
  bid_count: number;
  version: string;
  history_version: string;
  ended_at: string | null;
  attempt_count: number;
  record_hash: string;
};
type StandingRow = { id: string; bidder_id: string; amount: string; kind: BidKind; version: string };
type PersonRow = { id: string; nickname: string; suspended: boolean; barred: boolean };
type FactsRow = {
  now: string;
  bid_ids: string[];
  attempt_ids: string[];
  hold: string | null;
  leading_bid_id: string | null;
  people: PersonRow[] | null;
  remembered: RememberedAnswer[] | null;
  exhausted: Record<string, number> | null;
  operators: string[];
};

function auctionFromRow(row: AuctionRow): Auction {
  return {
    id: row.id,
    sellerId: row.seller_id,
    title: row.title,
    isNational: row.is_national,
    settlement: row.settlement,
    method: row.method,
    status: row.status,
    startPrice: new Big(row.start_price),
    currentPrice: new Big(row.current_price),
    instantPrice: row.instant_price === null ? null : new Big(row.instant_price),
    bidUnit: new Big(row.bid_unit),
    startTime: new Date(row.start_time),
    endTime: new Date(row.end_time),
    originalEndTime: new Date(row.original_end_time),
    extendWindowMs: row.extend_window * 1_000,
    extendCapMs: row.extend_cap * 1_000,
    extensions: row.extensions,
    leaderId: row.leader_id,
    winnerId: row.winner_id,
    finalPrice: row.final_price === null ? null : new Big(row.final_price),
    bidCount: row.bid_count,
    version: Number(row.version),
    historyVersion: Number(row.history_version),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
  };
}
