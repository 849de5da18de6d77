import Big from 'big.js';
import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { Category } from '@/lib/categories/queries';
import { type Money, won } from '@/lib/money';
import { comparisonRangeSql, stepsSql } from './comparison-range';
import { countsSql, LISTING_TABS, type ListingTab } from './listing-tabs';
import { type SellingPeriod, stepOf } from './period';

/** A figure of a period and of the period before it, see `comparisonRangeSql`. */
export type Compared<T> = { now: T; before: T };

/** The figures of a slice of the period; the figures of all slices add up to those of the period. */
export type FiguresSlice = {
  revenue: Money;
  ended: number;
  sold: number;
  overStart: Big | null;
};

export type SellerFigures = {
  /** The revenue, by the entries of the ledger. */
  revenue: Compared<Money>;
  /** Auctions that ended, sold or unsold; cancelled ones do not count. */
  ended: Compared<number>;
  sold: Compared<number>;
  /** The final price as a multiple of the start price: the mean of all sales, to two decimals; null without a sale. */
  overStart: Compared<Big | null>;
  /** By day, week or month, oldest first, including steps without a sale. `day` is the first day of a step: "2026-11-16". */
  steps: ({ day: string } & FiguresSlice)[];
  /** By category with an ended auction, the largest revenue first. */
  categories: ({ category: Category } & FiguresSlice)[];
  /** Questions without an answer, of all times. */
  questions: { waiting: number; oldestAt: Date | null };
  /** The number of items on each tab, of all times. */
  tabCounts: Record<ListingTab, number>;
  serverTime: Date;
};

/**
 * The sales figures of a seller.
 *
 * One statement, so that all figures come from the same snapshot of a running market: the bars, the categories and the
 * revenue always add up. The database adds the money, in whole won.
 */
export async function sellerFigures({
  sellerId,
  period,
}: {
  sellerId: string;
  period: SellingPeriod;
}): Promise<SellerFigures> {
  const step = stepOf(period);
  const { rows } = await database().execute<FiguresRow>(sql`
    WITH comparison AS MATERIALIZED (${comparisonRangeSql(period)}),
    earned AS (
      SELECT t.balance_delta AS amount, a.category, t.created_at >= comparison.begins AS is_now,
        date_trunc(${step}, t.created_at AT TIME ZONE 'Asia/Seoul') AS step
      FROM comparison JOIN wallets w ON w.user_id = ${sellerId}
        JOIN transactions t ON t.wallet_id = w.id AND t.type = 'EARNING' AND t.created_at >= comparison.before_begins
        JOIN auctions a ON a.id = t.auction_id
      WHERE t.created_at >= comparison.begins OR t.created_at < comparison.before_ends),
    over AS (
      SELECT a.final_price, a.start_price, a.category, a.ended_at >= comparison.begins AS is_now,
        date_trunc(${step}, a.ended_at AT TIME ZONE 'Asia/Seoul') AS step
      FROM comparison JOIN auctions a ON a.seller_id = ${sellerId} AND a.status = 'ENDED'
      WHERE a.ended_at >= comparison.begins OR (a.ended_at >= comparison.before_begins AND a.ended_at < comparison.before_ends)),
    waiting AS (
      SELECT count(*)::int AS waiting, min(q.created_at) AS oldest
      FROM auctions a JOIN comments q ON q.auction_id = a.id AND q.parent_id IS NULL
      WHERE a.seller_id = ${sellerId} AND NOT EXISTS (SELECT FROM comments WHERE parent_id = q.id)),
    tab_counts AS (
      SELECT ${countsSql(LISTING_TABS)}
      FROM auctions a WHERE a.seller_id = ${sellerId})
    SELECT comparison.now AS server_time, waiting.waiting, waiting.oldest, to_jsonb(tab_counts) AS tab_counts,
      (${sliceSql(sql`is_now`)}) AS whole,
      (${sliceSql(sql`NOT is_now`)}) AS before,
      (SELECT json_agg(json_build_object('day', to_char(s.step, 'YYYY-MM-DD'),
          'slice', (${sliceSql(sql`is_now AND step = s.step`)})) ORDER BY s.step)
        FROM ${stepsSql(period)} AS s (step)) AS steps,
      (SELECT json_agg(json_build_object('slug', c.slug, 'nameKo', c.name_ko, 'nameEn', c.name_en,
          'slice', (${sliceSql(sql`is_now AND category = c.slug`)})))
        FROM categories c
        WHERE c.slug IN (SELECT category FROM over WHERE is_now UNION SELECT category FROM earned WHERE is_now))
        AS categories
    FROM comparison, waiting, tab_counts`);
  const [row] = rows;
  if (!row) throw new Error('the database gave no figures');
  return figuresFromRow(row);
}

/** The figures of the rows that meet a condition on `is_now`, `step` and `category`, as one JSON object. */
function sliceSql(condition: SQL): SQL {
  return sql`
    SELECT json_build_object('ended', count(*), 'sold', count(final_price),
      'overStart', round(avg(final_price / start_price), 2)::text,
      'revenue', (SELECT coalesce(sum(amount), 0)::text FROM earned WHERE ${condition}))
    FROM over WHERE ${condition}`;
}

type SliceRow = { revenue: string; ended: number; sold: number; overStart: string | null };

type FiguresRow = {
  server_time: string;
  waiting: number;
  oldest: string | null;
  tab_counts: Record<ListingTab, number>;
  whole: SliceRow;
  before: SliceRow;
  steps: { day: string; slice: SliceRow }[];
  categories: (Category & { slice: SliceRow })[] | null;
};

function figuresFromRow(row: FiguresRow): SellerFigures {
  const [now, before] = [sliceFromRow(row.whole), sliceFromRow(row.before)];
  return {
    revenue: { now: now.revenue, before: before.revenue },
    ended: { now: now.ended, before: before.ended },
    sold: { now: now.sold, before: before.sold },
    overStart: { now: now.overStart, before: before.overStart },
    steps: row.steps.map(({ day, slice }) => ({ day, ...sliceFromRow(slice) })),
    categories: (row.categories ?? [])
      .map(({ slice, ...category }) => ({ category, ...sliceFromRow(slice) }))
      .sort((a, b) => b.revenue.cmp(a.revenue) || a.category.slug.localeCompare(b.category.slug)),
    questions: { waiting: row.waiting, oldestAt: row.oldest === null ? null : new Date(row.oldest) },
    tabCounts: row.tab_counts,
    serverTime: new Date(row.server_time),
  };
}

function sliceFromRow({ revenue, ended, sold, overStart }: SliceRow): FiguresSlice {
  return { revenue: won(revenue), ended, sold, overStart: bigOrNull(overStart) };
}

/** The figures of the period as a whole. */
export function wholeOf({ revenue, ended, sold, overStart }: SellerFigures): FiguresSlice {
  return { revenue: revenue.now, ended: ended.now, sold: sold.now, overStart: overStart.now };
}

function bigOrNull(text: string | null): Big | null {
  return text === null ? null : new Big(text);
}
