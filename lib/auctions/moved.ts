import { type SQL, sql } from 'drizzle-orm';
import type { ListCursor } from './input';
import type { ListSort } from './list-query';

/*
 * Bids move auctions within a list by price or by bids while a person pages through it. The list therefore keeps the order
 * that it had at its first page: the cursor carries a mark, the newest bid of that moment, and an auction with newer bids
 * stands where it stood before them. Bids are never changed or removed, so that its place can be computed at any time.
 */

/** The newest bid: the mark of a list that begins now. */
export const markSql = sql<string>`(SELECT coalesce(max(id), 0)::text FROM bids)`;

/** Beyond this number of newer bids, the list goes on in its present order. */
const MOST_NEWER_BIDS = 100_000;

/** An auction `a` and its bid `b` before the mark, in the values by which lists are ordered. */
const VALUES_BEFORE: Partial<Record<ListSort, (mark: SQL) => SQL>> = {
  price_asc: priceBefore,
  price_desc: priceBefore,
  most_bids: (mark) =>
    sql`a.bid_count - (SELECT count(*)::int FROM bids b WHERE b.auction_id = a.id AND b.id > ${mark})`,
};

function priceBefore(mark: SQL): SQL {
  return sql`coalesce((SELECT b.amount FROM bids b WHERE b.auction_id = a.id AND b.id <= ${mark}
    ORDER BY b.amount DESC LIMIT 1), a.start_price)`;
}

/** Whether bids move the auctions of a list in this order. */
export function isMovedByBids(sort: ListSort): boolean {
  return VALUES_BEFORE[sort] !== undefined;
}

/**
 * `moved`, for a WITH clause: the auctions with bids behind the mark, as `id`, and as `value` the value by which they were
 * ordered before.
 *
 * @returns null for a list that bids do not move, and for a cursor of an earlier release
 */
export function movedSql(cursor: ListCursor | undefined): SQL | null {
  const before = cursor && VALUES_BEFORE[cursor[0]];
  const mark = cursor && markOf(cursor);
  if (!before || mark === undefined) return null;
  const at = sql`${mark}::bigint`;
  return sql`moved AS MATERIALIZED (
    SELECT a.id, ${before(at)} AS value FROM auctions a WHERE a.id IN (
      SELECT auction_id FROM bids WHERE id > ${at} AND ${markSql}::bigint - ${at} <= ${MOST_NEWER_BIDS}))`;
}

/** The mark in a cursor. */
export function markOf(cursor: ListCursor): string | undefined {
  return cursor[0] === 'price_asc' || cursor[0] === 'price_desc' || cursor[0] === 'most_bids'
    ? cursor[4]
    : undefined;
}
