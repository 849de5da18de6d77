import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { idSchema } from '@/lib/id';

/** An auction `a` that an operator has not removed. */
export const standsSql = sql`a.removed_by IS NULL`;

/** An auction `a` that this person may see: everybody may, until an operator removes it; then only its seller. */
export function isVisibleTo(viewerId: string | null): SQL {
  return sql`(a.removed_by IS NULL OR a.seller_id = ${viewerId}::bigint)`;
}

/** The facts about a removed item that the page for everybody but its seller shows. */
export type RemovedItem = {
  /** Whether the viewer had bid on it. */
  hadBid: boolean;
  /** Whether it was sold before. A sale stays done. */
  sold: boolean;
};

/**
 * The item at an address where somebody expected one, if an operator has removed it.
 *
 * @param viewerId  null for a visitor
 */
export async function removedItem(id: string, viewerId: string | null): Promise<RemovedItem | null> {
  if (!idSchema.safeParse(id).success) return null;
  const { rows } = await database().execute<{ had_bid: boolean; sold: boolean }>(sql`
    SELECT a.winner_id IS NOT NULL AS sold,
      EXISTS (SELECT FROM bids b WHERE b.auction_id = a.id AND b.bidder_id = ${viewerId}::bigint) AS had_bid
    FROM auctions a WHERE a.id = ${id} AND a.removed_by IS NOT NULL`);
  const [row] = rows;
  return row ? { hadBid: row.had_bid, sold: row.sold } : null;
}
