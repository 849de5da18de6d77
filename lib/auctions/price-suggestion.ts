import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { type Money, won } from '@/lib/money';
import { consume } from '@/lib/rate-limit';
import type { ItemCondition } from './item-terms';

/** Fewer sales say too little, and would reveal single prices. */
const LEAST_SALES = 5;
/** Older prices say little about today. */
const CONSIDERED_DAYS = 180;

/** Prices of similar goods: of settled sales in the same category and condition. */
export type PriceSuggestion = { median: Money; lowerQuartile: Money; upperQuartile: Money; sales: number };

/**
 * The prices of similar goods: the median and the middle half of the settled sales in the same category (its children
 * included) and condition. Each figure is a price that was paid.
 *
 * @param address  the visitor's network address, for the limit
 * @returns null if there are too few sales, or too many requests from this address
 */
export async function suggestPrice({
  address,
  ...similar
}: {
  category: string;
  condition: ItemCondition;
  address: string;
}): Promise<PriceSuggestion | null> {
  if (!(await consume('priceHint', address)).ok) return null;
  const { rows } = await database().execute<SuggestionRow>(sql`
    SELECT count(*)::int AS sales,
      (percentile_disc(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY final_price))::text[] AS quartiles
    FROM auctions
    WHERE category IN (SELECT slug FROM categories WHERE slug = ${similar.category} OR parent = ${similar.category})
      AND condition = ${similar.condition} AND status = 'ENDED' AND winner_id IS NOT NULL
      AND end_time > now() - make_interval(days => ${CONSIDERED_DAYS})`);
  const [row] = rows;
  if (!row?.quartiles || row.sales < LEAST_SALES) return null;
  const [lower, median, upper] = row.quartiles;
  return { sales: row.sales, lowerQuartile: won(lower), median: won(median), upperQuartile: won(upper) };
}

type SuggestionRow = { sales: number; quartiles: [string, string, string] | null };
