import { type SQL, sql } from 'drizzle-orm';
import { type SellingPeriod, stepOf } from './period';

/** `back` is the interval from the beginning of the first step to that of the present one. */
const LENGTHS: Record<SellingPeriod, { length: SQL; back: SQL }> = {
  '7d': { length: sql`interval '7 days'`, back: sql`interval '6 days'` },
  '8w': { length: sql`interval '8 weeks'`, back: sql`interval '7 weeks'` },
  '1y': { length: sql`interval '1 year'`, back: sql`interval '11 months'` },
};

/**
 * A period up to now, of days, weeks from Monday or months of the Korean calendar, including the present one; and an equally
 * long period before it, up to the moment that corresponds to now: half a week is compared with half a week.
 *
 * @returns a SELECT of one row: `now`, `begins`, `before_begins`, `before_ends`, and in Korean time `first` and
 *   `local_now`
 */
export function comparisonRangeSql(period: SellingPeriod): SQL {
  const { length, back } = LENGTHS[period];
  return sql`
    SELECT now, local_now, first, first AT TIME ZONE 'Asia/Seoul' AS begins,
      (first - ${length}) AT TIME ZONE 'Asia/Seoul' AS before_begins,
      (local_now - ${length}) AT TIME ZONE 'Asia/Seoul' AS before_ends
    FROM (SELECT now, local_now, date_trunc(${stepOf(period)}, local_now) - ${back} AS first
      FROM (SELECT now() AS now, now() AT TIME ZONE 'Asia/Seoul' AS local_now) AS clock) AS cut`;
}

/** The beginnings of a period's steps, in Korean time; `comparison` is a row of `comparisonRangeSql`. */
export function stepsSql(period: SellingPeriod): SQL {
  return sql`generate_series(comparison.first, comparison.local_now, ${`1 ${stepOf(period)}`}::interval)`;
}
