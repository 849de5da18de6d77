import { and, type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { minimumNext } from '@/lib/bidding/auction';
import { type Money, won, ZERO } from '@/lib/money';
import { byTime, type TimePosition, timePosition } from '@/lib/paging/by-time';
import { type Page, pageOf } from '@/lib/paging/page';
import { type AuctionSummary, selectCards } from './card';

export const BID_STANDINGS = ['LEADING', 'OUTBID', 'WON', 'LOST', 'CANCELLED'] as const;
export type BidStanding = (typeof BID_STANDINGS)[number];

export type MyBid = {
  auction: AuctionSummary;
  standing: BidStanding;
  /** Null if they bought now without ever bidding. */
  highestBid: Money | null;
  /** Smallest amount that would lead again, while the auction runs; zero where no bid is possible any more. */
  minimumNext: Money;
  /** Won of their wallet that this auction holds now: above the price while their automatic bid may still answer others. */
  locked: Money;
  /** Their last bid, or the moment they bought. */
  lastActedAt: Date;
  reviewed: boolean;
};

const { at, order, behind } = byTime({ time: sql`mine.acted_at`, id: sql`mine.id`, first: 'newest' });

/**
 * The auctions that a person bid on or bought, the auction of their latest act first: one query.
 *
 * @param standings  only auctions with one of these standings; all if left out
 * @param unreviewed only auctions without a review; of the won ones, those that the person has not reviewed yet
 * @param after      the parsed `nextCursor` of the page before
 */
export async function myBids({
  userId,
  standings = BID_STANDINGS,
  unreviewed = false,
  after,
  limit = 24,
}: {
  userId: string;
  standings?: readonly BidStanding[];
  unreviewed?: boolean;
  after?: TimePosition;
  limit?: number;
}): Promise<Page<MyBid>> {
  const isWanted = unreviewed
    ? sql`NOT EXISTS (SELECT FROM reviews v WHERE v.auction_id = mine.id)`
    : undefined;
  const rows = await selectCards<MyBidRow>(
    sql`
      SELECT mine.id, mine.highest, mine.acted_at, a.current_price, a.bid_unit, ${at} AS at, mine.standing,
        (SELECT amount FROM holds h WHERE h.auction_id = a.id AND h.user_id = ${userId}) AS locked,
        EXISTS (SELECT FROM reviews v WHERE v.auction_id = a.id AND v.reviewer_id = ${userId}) AS reviewed,
        row_number() OVER (ORDER BY ${order}) AS place
      FROM (
        SELECT * FROM (${mineSql(userId)}) AS mine
        WHERE ${and(sql`standing = ANY(${sql.param(standings)}::text[])`, isWanted, behind(after))}
        ORDER BY ${order} LIMIT ${limit + 1}) AS mine
      JOIN auctions a ON a.id = mine.id`,
    userId,
  );
  return pageOf(rows, { limit, keys: timePosition, toItem: myBidFromRow });
}

/** The number of auctions that a person bid on or bought, by standing. */
export async function myBidCounts(userId: string): Promise<Record<BidStanding, number>> {
  const { rows } = await database().execute<{ standing: BidStanding; count: number }>(sql`
    SELECT standing, count(*)::int AS count FROM (${mineSql(userId)}) AS mine GROUP BY standing`);
  const counts = Object.fromEntries(BID_STANDINGS.map((standing) => [standing, 0]));
  for (const { standing, count } of rows) counts[standing] = count;
  return counts as Record<BidStanding, number>;
}

/** Each auction that a person bid on (with a bid that counts) or bought, with their highest bid, their latest act and their standing. */
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
        FROM bids WHERE bidder_id = ${userId} AND excluded_by IS NULL GROUP BY auction_id
        UNION ALL
        -- Buying now needs no bid.
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
  at: string;
  standing: BidStanding;
  locked: string | null;
  reviewed: boolean;
};

function myBidFromRow(row: Awaited<ReturnType<typeof selectCards<MyBidRow>>>[number]): MyBid {
  return {
    auction: row.card,
    standing: row.standing,
    highestBid: row.highest === null ? null : won(row.highest),
    minimumNext: minimumNext({
      startPrice: row.card.startPrice,
      currentPrice: won(row.current_price),
      bidCount: row.card.bidCount,
      bidUnit: won(row.bid_unit),
      instantPrice: row.card.instantPrice,
    }),
    locked: row.locked === null ? ZERO : won(row.locked),
    lastActedAt: new Date(row.acted_at),
    reviewed: row.reviewed,
  };
}
