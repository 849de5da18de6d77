import { sql } from 'drizzle-orm';
import { type AuctionSummary, selectCards } from '@/lib/auctions/card';
import { standsSql } from '@/lib/auctions/removed';

/**
 * The items that a person has viewed, in the given order and in their present state, including those that are over, and
 * without those that an operator has removed. One query.
 *
 * @param ids       from `readSeen`; unknown ids are left out
 * @param viewerId  whose saved items are marked; null for a visitor
 * @param limit     the largest number of items
 */
export async function seenAuctions({
  ids,
  viewerId,
  limit,
}: {
  ids: readonly string[];
  viewerId: string | null;
  limit: number;
}): Promise<AuctionSummary[]> {
  if (ids.length === 0) return [];
  const rows = await selectCards(
    sql`
      SELECT a.id, seen.place
      FROM unnest(string_to_array(${ids.join(',')}, ',')::bigint[]) WITH ORDINALITY AS seen (id, place)
        JOIN auctions a ON a.id = seen.id
      WHERE ${standsSql}
      ORDER BY seen.place LIMIT ${limit}`,
    viewerId,
  );
  return rows.map((row) => row.card);
}
