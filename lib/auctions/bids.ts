import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { BidKind } from '@/lib/bidding/draft';
import { idSchema } from '@/lib/id';
import { type Money, won } from '@/lib/money';
import { type Page, pageOf } from '@/lib/paging/page';
import { personIn } from '@/lib/pseudonym';
import type { Person } from '@/lib/realtime/protocol';
import { isVisibleTo } from './removed';

export type AuctionBid = {
  id: string;
  bidder: Person;
  amount: Money;
  kind: BidKind;
  version: number;
  createdAt: Date;
};

/**
 * The bids of an auction that count, newest first. That is also highest first: every one is above the one before it.
 *
 * @param cursor  amount of the last bid seen, from `listBidsSchema`
 * @param viewerId  the person who asks; null for a visitor
 * @returns null when there is no such auction, and when an operator has removed it, except for its seller
 */
export async function listBids({
  auctionId,
  cursor,
  limit = 24,
  viewerId = null,
}: {
  auctionId: string;
  cursor?: readonly [amount: string];
  limit?: number;
  viewerId?: string | null;
}): Promise<Page<AuctionBid> | null> {
  if (!idSchema.safeParse(auctionId).success) return null;
  const { rows } = await database().execute<BidRow>(sql`
    SELECT b.id, b.bidder_id, b.amount, b.kind, b.version, b.created_at, u.nickname
    FROM auctions a
      LEFT JOIN LATERAL (
        SELECT * FROM bids
        WHERE auction_id = a.id AND excluded_by IS NULL ${cursor ? sql`AND amount < ${cursor[0]}::numeric` : sql``}
        ORDER BY amount DESC LIMIT ${limit + 1}) AS b ON true
      LEFT JOIN users u ON u.id = b.bidder_id
    WHERE a.id = ${auctionId} AND ${isVisibleTo(viewerId)}
    ORDER BY b.amount DESC`);
  if (rows.length === 0) return null;
  const bids = rows.flatMap((row) => (row.id === null ? [] : [bidFromRow(auctionId, row)]));
  return pageOf(bids, { limit, keys: ({ amount }) => [amount.toFixed()], toItem: (bid) => bid });
}

/** The number of price changes in a chart that is a few hundred pixels wide. */
const COURSE_POINTS = 100;

/**
 * The rise of the price up to the bids that a page shows: about a hundred of the bids below an amount, evenly picked,
 * oldest first.
 */
export async function earlierPrices({
  auctionId,
  below,
}: {
  auctionId: string;
  below: Money;
}): Promise<{ at: Date; amount: Money }[]> {
  const { rows } = await database().execute<{ at: string; amount: string }>(sql`
    SELECT created_at AS at, amount FROM (
      SELECT created_at, amount, row_number() OVER (ORDER BY amount) AS place, count(*) OVER () AS total
      FROM bids WHERE auction_id = ${auctionId} AND excluded_by IS NULL AND amount < ${below.toFixed()}) AS earlier
    WHERE (place - 1) % ceil(total / ${COURSE_POINTS}::numeric) = 0
    ORDER BY amount`);
  return rows.map(({ at, amount }) => ({ at: new Date(at), amount: won(amount) }));
}

/** A row without an id stands for an auction that has no (further) bids. */
type BidRow =
  | { id: null }
  | {
      id: string;
      bidder_id: string;
      amount: string;
      kind: BidKind;
      version: string;
      created_at: string;
      nickname: string;
    };

function bidFromRow(auctionId: string, row: Exclude<BidRow, { id: null }>): AuctionBid {
  return {
    id: row.id,
    bidder: personIn(auctionId, { id: row.bidder_id, nickname: row.nickname }),
    amount: won(row.amount),
    kind: row.kind,
    version: Number(row.version),
    createdAt: new Date(row.created_at),
  };
}
