import { and, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { Category } from '@/lib/categories/queries';
import { type Money, won } from '@/lib/money';
import { byTime, type TimePosition, timePosition, timePositionSchema } from '@/lib/paging/by-time';
import { EXPORT_PAGE, everyItem } from '@/lib/paging/every-item';
import { type Page, pageOf } from '@/lib/paging/page';
import { maskNickname } from '@/lib/pseudonym';
import { comparisonRangeSql } from './comparison-range';
import type { SellingPeriod } from './period';

export type Sale = {
  auctionId: string;
  title: string;
  category: Category;
  isNational: boolean;
  startPrice: Money;
  /** The amount that the ledger credited. */
  earned: Money;
  bidCount: number;
  /** Masked. */
  buyer: string;
  soldAt: Date;
};

const { at, order, behind } = byTime({ time: sql`t.created_at`, id: sql`t.id`, first: 'newest' });

/**
 * The sales of a seller in a period, by the entries of the ledger, newest first, see `everyItem`. The amounts add up to the
 * revenue of `sellerFigures`.
 *
 * @param period  null for all times
 */
export function sales(
  { sellerId, period }: { sellerId: string; period: SellingPeriod | null },
  pageSize = EXPORT_PAGE,
): AsyncGenerator<Sale> {
  return everyItem(timePositionSchema, (after) => salesPage({ sellerId, period, after, limit: pageSize }));
}

async function salesPage({
  sellerId,
  period,
  after,
  limit,
}: {
  sellerId: string;
  period: SellingPeriod | null;
  after: TimePosition | undefined;
  limit: number;
}): Promise<Page<Sale>> {
  const inPeriod =
    period && sql`t.created_at >= (SELECT begins FROM (${comparisonRangeSql(period)}) AS comparison)`;
  const { rows } = await database().execute<SaleRow>(sql`
    SELECT t.id, t.balance_delta AS earned, t.created_at AS sold_at, ${at} AS at,
      a.id AS auction_id, a.title, a.is_national, a.start_price, a.bid_count, u.nickname AS buyer,
      c.slug, c.name_ko, c.name_en
    FROM wallets w
      JOIN transactions t ON t.wallet_id = w.id AND t.type = 'EARNING'
      JOIN auctions a ON a.id = t.auction_id
      JOIN users u ON u.id = a.winner_id
      JOIN categories c ON c.slug = a.category
    WHERE ${and(sql`w.user_id = ${sellerId}`, inPeriod ?? undefined, behind(after))}
    ORDER BY ${order} LIMIT ${limit + 1}`);
  return pageOf(rows, { limit, keys: timePosition, toItem: saleFromRow });
}

type SaleRow = {
  id: string;
  earned: string;
  sold_at: string;
  at: string;
  auction_id: string;
  title: string;
  is_national: boolean;
  start_price: string;
  bid_count: number;
  buyer: string;
  slug: string;
  name_ko: string;
  name_en: string;
};

function saleFromRow(row: SaleRow): Sale {
  return {
    auctionId: row.auction_id,
    title: row.title,
    category: { slug: row.slug, nameKo: row.name_ko, nameEn: row.name_en },
    isNational: row.is_national,
    startPrice: won(row.start_price),
    earned: won(row.earned),
    bidCount: row.bid_count,
    buyer: maskNickname(row.buyer),
    soldAt: new Date(row.sold_at),
  };
}
