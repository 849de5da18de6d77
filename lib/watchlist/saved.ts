import { sql } from 'drizzle-orm';
import { type AuctionSummary, endTimeSql, selectCards } from '@/lib/auctions/card';
import { standsSql } from '@/lib/auctions/removed';

/**
 * The items that a person saved: first running auctions with the soonest end first, then future ones, then those that are
 * over with the latest first; without items that an operator has removed. One query.
 *
 * @param limit  the largest number of items
 */
export async function savedAuctions({
  userId,
  limit,
}: {
  userId: string;
  limit: number;
}): Promise<AuctionSummary[]> {
  const rows = await selectCards(
    sql`
      SELECT id, row_number() OVER (ORDER BY over, end_time * turn, id) AS place FROM (
        SELECT a.id,
          CASE a.status WHEN 'ACTIVE' THEN 0 WHEN 'WAITING' THEN 1 ELSE 2 END AS over,
          extract(epoch FROM ${endTimeSql}) AS end_time,
          CASE WHEN a.status IN ('ACTIVE', 'WAITING') THEN 1 ELSE -1 END AS turn
        FROM watchers w JOIN auctions a ON a.id = w.auction_id
        WHERE w.user_id = ${userId} AND ${standsSql}) AS saved
      ORDER BY over, end_time * turn, id LIMIT ${limit}`,
    userId,
  );
  return rows.map((row) => row.card);
}
