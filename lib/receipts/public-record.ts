import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { AuctionStatus } from '@/lib/auction-status';
import { isVisibleTo } from '@/lib/auctions/removed';
import { idSchema } from '@/lib/id';
import { RETENTION } from '@/lib/legal/retention';
import { toWire, won } from '@/lib/money';
import { encodeCursor } from '@/lib/paging/cursor';
import { personIn, pseudonymKey } from '@/lib/pseudonym';
import { consume } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import {
  type AttemptRow,
  attemptColumns,
  attemptFromRow,
  type SeqPosition,
  type StoredAttempt,
} from './attempts';
import { type AuctionRecord, RECORD_FORMAT } from './auction-record';
import { isOperators, recordedFrom } from './link';

/** The most attempts of one answer; hardly any auction has more. */
const RECORD_PAGE = 5_000;

type Asked = {
  auctionId: string;
  viewerId: string | null;
  /** The network address of the caller, which the limit counts. */
  address: string;
  after?: SeqPosition;
};

/**
 * The record of an auction that has ended, its attempts oldest first, with people under their pseudonyms and with all amounts:
 * nothing is secret any more.
 *
 * @returns NOT_FOUND when there is no such auction or no complete record of it, which is the case if it began before there
 *   were records or before the oldest ones that are kept, if a process that keeps no records decided a part of it, and if it
 *   was cancelled; AUCTION_NOT_ENDED before its end
 */
export async function publicRecord({
  auctionId,
  viewerId,
  address,
  after,
}: Asked): Promise<Result<{ record: AuctionRecord }, 'NOT_FOUND' | 'AUCTION_NOT_ENDED' | 'RATE_LIMITED'>> {
  const counted = await consume('record', address);
  if (!counted.ok) return counted;
  const found = await readHead(auctionId, viewerId);
  if (!found) return refuse('NOT_FOUND');
  if (found.status === 'WAITING' || found.status === 'ACTIVE') return refuse('AUCTION_NOT_ENDED');
  if (found.status !== 'ENDED' || !found.complete) return refuse('NOT_FOUND');

  // Attempts are only ever added: up to the count that was read first, they are those of the hash that was read with it.
  const { rows } = await database().execute<AttemptRow>(sql`
    SELECT ${attemptColumns} FROM attempts t
    WHERE t.auction_id = ${auctionId} AND t.seq > ${after?.[0] ?? 0}::bigint AND t.seq <= ${found.attempt_count}
    ORDER BY t.seq LIMIT ${RECORD_PAGE + 1}`);
  const attempts = rows.slice(0, RECORD_PAGE).map(attemptFromRow);
  const last = rows.length > RECORD_PAGE ? attempts.at(-1) : undefined;
  const record = {
    ...headOf(auctionId, found),
    people: await peopleOf(auctionId, attempts),
    attempts: attempts.map(recordedFrom),
    nextCursor: last ? encodeCursor([String(last.seq)]) : null,
  };
  return { ok: true, record };
}

type HeadRow = {
  title: string;
  seller_id: string;
  status: AuctionStatus;
  start_price: string;
  bid_unit: string;
  instant_price: string | null;
  start_time: string;
  end_time: string;
  original_end_time: string;
  extend_window: number;
  extend_cap: number;
  extensions: number;
  final_price: string | null;
  winner_id: string | null;
  bid_count: number;
  version: string;
  attempt_count: number;
  record_hash: string;
  complete: boolean;
};

async function readHead(auctionId: string, viewerId: string | null): Promise<HeadRow | null> {
  if (!idSchema.safeParse(auctionId).success) return null;
  const { rows } = await database().execute<HeadRow>(sql`
    SELECT a.title, a.seller_id, a.status, a.start_price, a.bid_unit, a.instant_price, a.start_time, a.end_time,
      a.original_end_time, a.extend_window, a.extend_cap, a.extensions, a.final_price, a.winner_id, a.bid_count, a.version,
      a.attempt_count, a.record_hash, ${isCompleteSql} AS complete
    FROM auctions a WHERE a.id = ${auctionId} AND ${isVisibleTo(viewerId)}`);
  return rows[0] ?? null;
}

/**
 * Whether there are versions that no attempt made between neighbouring attempts, or between the last one and the auction `a`:
 * a process that keeps no records decided a command there. A version before the first bid is a change of the item. Where an
 * attempt is missing, the ones around it are no neighbours.
 */
const hasUnrecordedSql = sql`EXISTS (
  SELECT FROM (
    SELECT t.seq, t.version_after, bool_or(t.leader_after IS NOT NULL) OVER in_order AS had_leader,
      lead(t.seq, 1, a.attempt_count + 1) OVER in_order AS next_seq,
      lead(t.version_before, 1, a.version) OVER in_order AS next_version
    FROM attempts t WHERE t.auction_id = a.id WINDOW in_order AS (ORDER BY t.seq)) AS here
  WHERE here.next_seq = here.seq + 1 AND here.version_after < here.next_version
    AND (here.had_leader OR here.seq = a.attempt_count OR EXISTS (SELECT FROM bids b WHERE b.auction_id = a.id
      AND b.version > here.version_after AND b.version <= here.next_version)))`;

/**
 * Whether the record of an auction `a` begins before its first bid, has every command from then on, and is still kept. In a
 * record that is not old enough to be deleted, a missing attempt is a fault, which the recomputation reports.
 */
const isCompleteSql = sql`(a.attempt_count > 0
  AND (a.created_at > now() - make_interval(years => ${RETENTION.attemptYears}::int)
    OR EXISTS (SELECT FROM attempts t WHERE t.auction_id = a.id AND t.seq = 1))
  AND NOT EXISTS (SELECT FROM bids b WHERE b.auction_id = a.id
    AND b.version <= (SELECT t.version_before FROM attempts t WHERE t.auction_id = a.id AND t.seq = 1))
  AND NOT ${hasUnrecordedSql})`;

function headOf(auctionId: string, row: HeadRow) {
  return {
    format: RECORD_FORMAT,
    auctionId,
    title: row.title,
    rules: {
      seller: pseudonymKey(auctionId, row.seller_id),
      startPrice: toWire(won(row.start_price)),
      bidUnit: toWire(won(row.bid_unit)),
      instantPrice: row.instant_price === null ? null : toWire(won(row.instant_price)),
      startTime: new Date(row.start_time).toISOString(),
      originalEndTime: new Date(row.original_end_time).toISOString(),
      extendWindowSeconds: row.extend_window,
      extendCapSeconds: row.extend_cap,
    },
    result: {
      status: row.status,
      finalPrice: row.final_price === null ? null : toWire(won(row.final_price)),
      winner: row.winner_id === null ? null : pseudonymKey(auctionId, row.winner_id),
      bidCount: row.bid_count,
      version: Number(row.version),
      endTime: new Date(row.end_time).toISOString(),
      extensions: row.extensions,
      attemptCount: row.attempt_count,
      recordHash: row.record_hash,
    },
  } as const;
}

/** The people of these attempts under their masked names, without operators: only their log names them. */
async function peopleOf(
  auctionId: string,
  attempts: readonly StoredAttempt[],
): Promise<AuctionRecord['people']> {
  const ids = [
    ...new Set(
      attempts.flatMap(({ command, userId, subjectId, leaderAfter }) => [
        isOperators(command) ? null : userId,
        subjectId,
        leaderAfter,
      ]),
    ),
  ].filter((id) => id !== null);
  const { rows } = await database().execute<{ id: string; nickname: string }>(sql`
    SELECT id, nickname FROM users WHERE id = ANY(${sql.param(ids)}::bigint[]) ORDER BY id`);
  return rows.map((user) => personIn(auctionId, user));
}
