import { type SQL, sql } from 'drizzle-orm';
import type { ListCursor } from './input';
import type { ListSort } from './list-query';

/*
 * Bids, and operators who exclude bids, move auctions within a list by price or by bids while a person pages through it. The
 * list therefore keeps the order that it had at its first page: the cursor carries a mark, the newest bid and the newest act
 * of an operator at that moment, and an auction that changed later stands where it stood then. Bids are never removed, and
 * each names the act that excluded it, so that the bids that counted at the mark are known at any time.
 */

/** The newest bid and the newest act of an operator: the mark of a list that begins now. */
export const markSql = sql<string>`(SELECT concat(coalesce((SELECT max(id) FROM bids), 0), '.',
  coalesce((SELECT max(id) FROM operator_acts), 0)))`;

/** Beyond this number of newer bids, the list goes on in its present order. */
const MOST_NEWER_BIDS = 100_000;

/** A mark of an earlier release names no act: no exclusion counts as later. */
const NO_LATER_ACT = '9'.repeat(18);

type Mark = { bid: SQL; act: SQL };

/** An auction `a` before the mark, in the values by which lists are ordered. */
const VALUES_BEFORE: Partial<Record<ListSort, (mark: Mark) => SQL>> = {
  price_asc: priceBefore,
  price_desc: priceBefore,
  most_bids: (mark) => sql`(SELECT count(*)::int FROM bids b WHERE ${countedAt(mark)})`,
};

function priceBefore(mark: Mark): SQL {
  return sql`coalesce((SELECT b.amount FROM bids b WHERE ${countedAt(mark)} ORDER BY b.amount DESC LIMIT 1), a.start_price)`;
}

/** Whether a bid `b` on the auction `a` counted at the mark. */
function countedAt({ bid, act }: Mark): SQL {
  return sql`b.auction_id = a.id AND b.id <= ${bid} AND (b.excluded_by IS NULL OR b.excluded_by > ${act})`;
}

/** Whether bids move the auctions of a list in this order. */
export function isMovedByBids(sort: ListSort): boolean {
  return VALUES_BEFORE[sort] !== undefined;
}

/**
 * `moved`, for a WITH clause: the auctions with bids or exclusions behind the mark, as `id`, and as `value` the value by
 * which they were ordered before.
 *
 * @returns null for a list that bids do not move, and for a cursor of an earlier release
 */
export function movedSql(cursor: ListCursor | undefined): SQL | null {
  const before = cursor && VALUES_BEFORE[cursor[0]];
  const mark = cursor && markOf(cursor);
  if (!before || mark === undefined) return null;
  const [newestBid, newestAct = NO_LATER_ACT] = mark.split('.');
  const [bid, act] = [sql`${newestBid}::bigint`, sql`${newestAct}::bigint`];
  // Not every act is about an auction, and only the id of an auction is a number.
  return sql`moved AS MATERIALIZED (
    SELECT a.id, ${before({ bid, act })} AS value FROM auctions a WHERE a.id IN (
      SELECT auction_id FROM bids
      WHERE id > ${bid} AND (SELECT max(id) FROM bids) - ${bid} <= ${MOST_NEWER_BIDS}
      UNION
      SELECT CASE act WHEN 'EXCLUDE_BIDDER' THEN subject_id::bigint END FROM operator_acts
      WHERE id > ${act} AND act = 'EXCLUDE_BIDDER'))`;
}

/** The mark in a cursor. */
export function markOf(cursor: ListCursor): string | undefined {
  return cursor[0] === 'price_asc' || cursor[0] === 'price_desc' || cursor[0] === 'most_bids'
    ? cursor[4]
    : undefined;
}
