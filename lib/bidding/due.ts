import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { AuctionStatus } from '@/lib/auction-status';

export type DueAuction = {
  id: string;
  status: Extract<AuctionStatus, 'WAITING' | 'ACTIVE'>;
  sellerId: string;
  leaderId: string | null;
  /** Somebody holds its row, its seller's wallet or its leader's right now: a command on it would wait. */
  held: boolean;
};

/**
 * Auctions whose start or end has come by the database's clock, in turn from both ends of the queue, the longest overdue
 * and the latest, so that a crowd of old ones does not hide a new one.
 *
 * @param except  ids that are left out: under way, or failed before
 * @returns at most `limit`; fewer when there are no more
 */
export async function dueAuctions({
  limit,
  except,
}: {
  limit: number;
  except: readonly string[];
}): Promise<DueAuction[]> {
  const first = (status: DueAuction['status'], order: 'ASC' | 'DESC') => {
    const by = sql.raw(`${timeOf(status)} ${order}`);
    return sql`(SELECT id, status, seller_id, leader_id, row_number() OVER (ORDER BY ${by}) AS turn
      FROM auctions WHERE ${isDue(status)} AND ${notAmong(except)} ORDER BY ${by} LIMIT ${limit})`;
  };
  return withHolders(sql`
    SELECT id, status, seller_id, leader_id, min(turn) AS turn FROM (
      ${first('ACTIVE', 'ASC')} UNION ALL ${first('ACTIVE', 'DESC')}
      UNION ALL ${first('WAITING', 'ASC')} UNION ALL ${first('WAITING', 'DESC')}
    ) AS ends GROUP BY id, status, seller_id, leader_id
    ORDER BY turn LIMIT ${limit}`);
}

/** Those of `ids` that are still due. */
export async function dueAmong(ids: readonly string[]): Promise<DueAuction[]> {
  if (ids.length === 0) return [];
  return withHolders(sql`
    SELECT id, status, seller_id, leader_id, array_position(${sql.param(ids)}::bigint[], id) AS turn
    FROM auctions WHERE id = ANY(${sql.param(ids)}::bigint[]) AND (${isDue('ACTIVE')} OR ${isDue('WAITING')})`);
}

/** Finds out which rows are held, without waiting for any; its own locks end with the statement. */
async function withHolders(due: SQL): Promise<DueAuction[]> {
  const result = await database().execute<DueAuction>(sql`
    WITH due AS MATERIALIZED (${due}), free_auctions AS MATERIALIZED (
      SELECT id FROM auctions WHERE id IN (SELECT id FROM due) FOR NO KEY UPDATE SKIP LOCKED
    ), free_wallets AS MATERIALIZED (
      SELECT user_id FROM wallets WHERE user_id IN (SELECT seller_id FROM due UNION SELECT leader_id FROM due)
      FOR NO KEY UPDATE SKIP LOCKED
    )
    SELECT id, status, seller_id AS "sellerId", leader_id AS "leaderId",
      NOT EXISTS (SELECT FROM free_auctions f WHERE f.id = due.id)
        OR NOT EXISTS (SELECT FROM free_wallets w WHERE w.user_id = due.seller_id)
        OR (leader_id IS NOT NULL AND NOT EXISTS (SELECT FROM free_wallets w WHERE w.user_id = due.leader_id)) AS held
    FROM due ORDER BY turn, id`);
  return result.rows;
}

/**
 * Milliseconds until the next start or end, negative when it has passed; null when no auction waits for either.
 *
 * @param except  ids that are left out
 */
export async function msUntilNextDue(except: readonly string[]): Promise<number | null> {
  const result = await database().execute<{ wait_ms: number | null }>(sql`
    SELECT extract(epoch FROM least(
      (SELECT min(end_time) FROM auctions WHERE status = 'ACTIVE' AND ${notAmong(except)}),
      (SELECT min(start_time) FROM auctions WHERE status = 'WAITING' AND ${notAmong(except)})
    ) - clock_timestamp())::float8 * 1000 AS wait_ms`);
  return result.rows[0]?.wait_ms ?? null;
}

/** The most that are counted: more is "very many", and counting must not take long. */
const COUNTED = 10_000;

/** The auctions that have neither opened nor closed although they were due more than so many seconds ago. */
export async function overdueAuctions(
  afterSeconds: number,
): Promise<{ count: number; oldestSeconds: number }> {
  const overdue = (status: DueAuction['status']) => {
    const time = sql.raw(timeOf(status));
    return sql`(SELECT ${time} AS at FROM auctions WHERE ${isDue(status, afterSeconds)} ORDER BY ${time} LIMIT ${COUNTED})`;
  };
  const { rows } = await database().execute<{ count: number; oldest: number | null }>(sql`
    SELECT count(*)::int AS count, extract(epoch FROM clock_timestamp() - min(at))::float8 AS oldest
    FROM (${overdue('ACTIVE')} UNION ALL ${overdue('WAITING')}) AS late`);
  return { count: rows[0]?.count ?? 0, oldestSeconds: rows[0]?.oldest ?? 0 };
}

/**
 * Whether an auction should have left this status at least `agoSeconds` ago.
 *
 * The clock is read by a subquery, once for the statement. A comparison with the volatile function itself would not use
 * the index, and would read every auction.
 */
function isDue(status: DueAuction['status'], agoSeconds = 0): SQL {
  return sql`status = ${sql.raw(`'${status}'`)}
    AND ${sql.raw(timeOf(status))} <= (SELECT clock_timestamp() - make_interval(secs => ${agoSeconds}))`;
}

/** The time at which an auction leaves its status. */
function timeOf(status: DueAuction['status']): 'end_time' | 'start_time' {
  return status === 'ACTIVE' ? 'end_time' : 'start_time';
}

/** PostgreSQL evaluates `<> ALL` of an array with a hash table, so a long array costs little. */
function notAmong(ids: readonly string[]): SQL {
  return sql`id <> ALL(${sql.param(ids)}::bigint[])`;
}
