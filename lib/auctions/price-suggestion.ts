import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { type Money, won } from '@/lib/money';
import type { ItemCondition } from './item-terms';

/** Fewer sales say too little, and would give single prices away. */
const LEAST_SALES = 5;
/** What things went for longer ago says little about today. */
const CONSIDERED_DAYS = 180;

/** What similar things went for: settled sales of the same category and condition. */
export type PriceSuggestion = { median: Money; lowerQuartile: Money; upperQuartile: Money; sales: number };

/**
 * What similar goods went for: the median and the middle half of the settled sales of the same category (its
 * children included) and condition. Each figure is a price that was paid.
 *
 * @returns null when there are too few sales to say
 */
export async function suggestPrice(similar: {
  category: string;
  condition: ItemCondition;
}): Promise<PriceSuggestion | null> {
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
