import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { type Money, won, ZERO } from '@/lib/money';
import { CURSOR_TIME_FORMAT, encodeCursor } from '@/lib/paging/cursor';
import { selectCards } from './card';
import { BID_STANDINGS, type BidStanding, type MyBid, type Page } from './types';

/**
 * The auctions somebody bid on or bought, the one they acted on last first: one query.
 *
 * @param standings  only those that stand like one of these; all when left out
 * @param unreviewed only those without a review: of what they won, where theirs is still to come
 * @param cursor     from `myBidsSchema`
 */
export async function myBids({
  userId,
  standings = BID_STANDINGS,
  unreviewed = false,
  cursor,
  limit = 24,
}: {
  userId: string;
  standings?: readonly BidStanding[];
  unreviewed?: boolean;
  cursor?: readonly [actedAt: string, auctionId: string];
  limit?: number;
}): Promise<Page<MyBid>> {
  const rows = await selectCards<MyBidRow>(
    sql`
      SELECT mine.id, mine.highest, mine.acted_at, a.current_price, a.bid_unit,
        to_char(mine.acted_at AT TIME ZONE 'UTC', ${sql.raw(`'${CURSOR_TIME_FORMAT}'`)}) AS sort_key,
        mine.standing,
        EXISTS (SELECT FROM reviews v WHERE v.auction_id = a.id AND v.reviewer_id = ${userId}) AS reviewed,
        row_number() OVER (ORDER BY mine.acted_at DESC, mine.id DESC) AS place
      FROM (
        SELECT * FROM (${mineSql(userId)}) AS all_mine
        WHERE standing = ANY(${sql.param(standings)}::text[])
          ${unreviewed ? sql`AND NOT EXISTS (SELECT FROM reviews v WHERE v.auction_id = all_mine.id)` : sql``}
          ${cursor ? sql`AND (acted_at, id) < (${cursor[0]}::timestamptz, ${cursor[1]}::bigint)` : sql``}
        ORDER BY acted_at DESC, id DESC LIMIT ${limit + 1}) AS mine
      JOIN auctions a ON a.id = mine.id`,
    userId,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = last && rows.length > items.length ? encodeCursor([last.sort_key, last.id]) : null;
  return { items: items.map(myBidFromRow), nextCursor };
}

/** How many auctions somebody bid on or bought, by how they stand there. */
export async function myBidCounts(userId: string): Promise<Record<BidStanding, number>> {
  const { rows } = await database().execute<{ standing: BidStanding; count: number }>(sql`
    SELECT standing, count(*)::int AS count FROM (${mineSql(userId)}) AS mine GROUP BY standing`);
  const counts = Object.fromEntries(BID_STANDINGS.map((standing) => [standing, 0]));
  for (const { standing, count } of rows) counts[standing] = count;
  return counts as Record<BidStanding, number>;
}

/** Each auction that somebody bid on or bought, with their highest bid, their last act and how they stand. */
function mineSql(userId: string): SQL {
  return sql`
    SELECT acts.id, max(acts.highest) AS highest, max(acts.acted_at) AS acted_at,
      CASE
        WHEN a.winner_id = ${userId} THEN 'WON'
        WHEN a.status = 'CANCELLED' THEN 'CANCELLED'
        WHEN a.status = 'ENDED' THEN 'LOST'
        WHEN a.leader_id = ${userId} THEN 'LEADING'
        ELSE 'OUTBID'
      END AS standing
    FROM (
        SELECT auction_id AS id, max(amount) AS highest, max(created_at) AS acted_at
        FROM bids WHERE bidder_id = ${userId} GROUP BY auction_id
        UNION ALL
        -- Buying at once needs no bid.
        SELECT id, NULL, ended_at FROM auctions WHERE winner_id = ${userId}) AS acts
      JOIN auctions a ON a.id = acts.id
    GROUP BY acts.id, a.id`;
}

type MyBidRow = {
  id: string;
  highest: string | null;
  acted_at: string;
  current_price: string;
  bid_unit: string;
  sort_key: string;
  standing: BidStanding;
  reviewed: boolean;
};

function myBidFromRow(row: Awaited<ReturnType<typeof selectCards<MyBidRow>>>[number]): MyBid {
  const currentPrice: Money = won(row.current_price);
  return {
    auction: row.card,
    standing: row.standing,
    highestBid: row.highest === null ? null : won(row.highest),
    minimumNext: row.card.bidCount === 0 ? row.card.startPrice : currentPrice.plus(row.bid_unit),
    locked: row.standing === 'LEADING' ? currentPrice : ZERO,
    lastActedAt: new Date(row.acted_at),
    reviewed: row.reviewed,
  };
}
