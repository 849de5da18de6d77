import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { AuctionStatus } from './rules';

export type DueAuction = { id: string; status: Extract<AuctionStatus, 'WAITING' | 'ACTIVE'> };

/**
 * Auctions whose start or end has come by the database's clock, the longest overdue first.
 *
 * Passes over rows that a bid or another copy of the worker holds right now; those come at the next
 * look. The locks end with the statement: several callers are kept apart, not kept out.
 */
export async function dueAuctions(limit: number): Promise<DueAuction[]> {
  const result = await database().execute<DueAuction>(sql`
    SELECT id, status FROM auctions
    WHERE (status = 'ACTIVE' AND end_time <= clock_timestamp())
       OR (status = 'WAITING' AND start_time <= clock_timestamp())
    ORDER BY CASE status WHEN 'ACTIVE' THEN end_time ELSE start_time END
    LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`);
  return result.rows;
}

/** Milliseconds until the next start or end, negative when it has passed; null when there is none. */
export async function msUntilNextDue(): Promise<number | null> {
  const result = await database().execute<{ wait_ms: number | null }>(sql`
    SELECT extract(epoch FROM least(
      (SELECT min(end_time) FROM auctions WHERE status = 'ACTIVE'),
      (SELECT min(start_time) FROM auctions WHERE status = 'WAITING')
    ) - clock_timestamp())::float8 * 1000 AS wait_ms`);
  return result.rows[0]?.wait_ms ?? null;
}
