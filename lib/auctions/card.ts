import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { AuctionStatus } from '@/lib/auction-status';
import type { Category } from '@/lib/categories/queries';
import type { ItemPicture } from '@/lib/item-picture';
import { type Money, won } from '@/lib/money';
import type { ItemCondition } from './item-terms';
import { isVisibleTo } from './removed';

export type AuctionSummary = {
  id: string;
  /** Empty for a removed item, except for its seller. */
  title: string;
  /** The price that was paid when sold, else the highest bid, else the start price. */
  price: Money;
  startPrice: Money;
  instantPrice: Money | null;
  bidCount: number;
  status: AuctionStatus;
  startTime: Date;
  /** When it ends, or when it ended. */
  endTime: Date;
  /** The end as it was listed, how often late bids have moved it, and the rule by which they do. */
  originalEndTime: Date;
  extensions: number;
  extendWindowSeconds: number;
  extendCapSeconds: number;
  isNational: boolean;
  condition: ItemCondition;
  category: Category;
  /** Name of the narrowest region, the 동. */
  regionName: string;
  /** The first picture; null for a removed item, except for its seller. */
  image: ItemPicture | null;
  watchCount: number;
  /** Whether the viewer saved it; false for a visitor. */
  watching: boolean;
  sold: boolean;
  /** An operator has removed it. */
  removed: boolean;
  version: number;
};

/** The price of an auction `a` that everybody sees: what it was sold for, else the highest bid, else the start price. */
export const shownPriceSql = sql`a.price`;

/**
 * When an auction `a` ends, or when it ended: buying now, closing early and cancelling come before the planned end. Where
 * the worker was late, the planned end counts, because nobody could bid after it. The same as `realEnd` in `lib/bidding`.
 */
export const endTimeSql = sql`least(a.ended_at, a.end_time)`;

/** An auction `a` that can be bid on, as far as a list can know: only a check under the lock is final. */
export const runningSql = sql`a.status = 'ACTIVE' AND a.end_time > now()`;

/**
 * Reads any number of cards in one query.
 *
 * @param page      a SELECT of the auctions' `id`, their order as `place`, and any other columns that the caller wants back
 * @param viewerId  whose saved items are marked; null for a visitor
 * @returns the rows of `page` in order of `place`, each with its card
 */
export async function selectCards<Row extends Record<string, unknown>>(
  page: SQL,
  viewerId: string | null,
  from = database(),
): Promise<(Row & { card: AuctionSummary })[]> {
  const visible = isVisibleTo(viewerId);
  const result = await from.execute(sql`
    WITH page AS (${page})
    SELECT page.*, CASE WHEN ${visible} THEN a.title ELSE '' END AS title, a.removed_by IS NOT NULL AS removed,
      ${shownPriceSql} AS price, a.start_price, a.instant_price, a.bid_count, a.status,
      a.start_time, ${endTimeSql} AS end_time, a.original_end_time, a.extensions, a.extend_window,
      a.extend_cap, a.is_national, a.condition, a.version,
      a.winner_id IS NOT NULL AS sold,
      a.category, c.name_ko AS category_ko, c.name_en AS category_en, r.name AS region_name,
      i.key AS image_key, i.width AS image_width, i.height AS image_height, i.blur AS image_blur,
      (SELECT count(*)::int FROM watchers w WHERE w.auction_id = a.id) AS watch_count,
      EXISTS (SELECT FROM watchers w WHERE w.auction_id = a.id AND w.user_id = ${viewerId}::bigint) AS watching
    FROM page
      JOIN auctions a ON a.id = page.id
      JOIN categories c ON c.slug = a.category
      JOIN regions r ON r.code = a.region_code
      LEFT JOIN auction_images i ON i.auction_id = a.id AND i.position = 0 AND ${visible}
    ORDER BY page.place`);
  const rows = result.rows as (Row & CardRow)[];
  return rows.map((row) => ({ ...row, card: cardFromRow(row) }));
}

type CardRow = {
  id: string;
  title: string;
  price: string;
  start_price: string;
  instant_price: string | null;
  bid_count: number;
  status: AuctionSummary['status'];
  start_time: string;
  end_time: string;
  original_end_time: string;
  extensions: number;
  extend_window: number;
  extend_cap: number;
  is_national: boolean;
  condition: AuctionSummary['condition'];
  version: string;
  sold: boolean;
  removed: boolean;
  category: string;
  category_ko: string;
  category_en: string;
  region_name: string;
  image_key: string | null;
  image_width: number;
  image_height: number;
  image_blur: string;
  watch_count: number;
  watching: boolean;
};

function cardFromRow(row: CardRow): AuctionSummary {
  return {
    id: row.id,
    title: row.title,
    price: won(row.price),
    startPrice: won(row.start_price),
    instantPrice: row.instant_price === null ? null : won(row.instant_price),
    bidCount: row.bid_count,
    status: row.status,
    startTime: new Date(row.start_time),
    endTime: new Date(row.end_time),
    originalEndTime: new Date(row.original_end_time),
    extensions: row.extensions,
    extendWindowSeconds: row.extend_window,
    extendCapSeconds: row.extend_cap,
    isNational: row.is_national,
    condition: row.condition,
    category: { slug: row.category, nameKo: row.category_ko, nameEn: row.category_en },
    regionName: row.region_name,
    image:
      row.image_key === null
        ? null
        : { key: row.image_key, width: row.image_width, height: row.image_height, blur: row.image_blur },
    watchCount: row.watch_count,
    watching: row.watching,
    sold: row.sold,
    removed: row.removed,
    version: Number(row.version),
  };
}
