import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { CategoryName } from '@/lib/auctions/types';
import { type Money, won } from '@/lib/money';
import { CURSOR_TIME_FORMAT } from '@/lib/paging/cursor';
import { maskNickname } from '@/lib/pseudonym';
import { comparisonRangeSql } from './comparison-range';
import type { SellingPeriod } from './period';

export type Sale = {
  auctionId: string;
  title: string;
  category: CategoryName;
  isNational: boolean;
  startPrice: Money;
  /** What the ledger credited. */
  earned: Money;
  bidCount: number;
  /** Masked. */
  buyer: string;
  soldAt: Date;
};

/** Rows that an export takes from the database at a time. */
const EXPORT_PAGE = 500;

/**
 * What somebody sold in a period, by the entries of the ledger, newest first: the amounts add up to the revenue of
 * `sellerFigures`. Fetched page by page while the reader goes on; what is sold meanwhile is not in it.
 *
 * @param period  null: ever
 */
export async function* sales(
  { sellerId, period }: { sellerId: string; period: SellingPeriod | null },
  pageSize = EXPORT_PAGE,
): AsyncGenerator<Sale> {
  let after: SaleRow | undefined;
  do {
    const rows: SaleRow[] = await salesPage({ sellerId, period, after, limit: pageSize });
    for (const row of rows) yield saleFromRow(row);
    after = rows.length === pageSize ? rows.at(-1) : undefined;
  } while (after);
}

async function salesPage({
  sellerId,
  period,
  after,
  limit,
}: {
  sellerId: string;
  period: SellingPeriod | null;
  after: SaleRow | undefined;
  limit: number;
}): Promise<SaleRow[]> {
  const { rows } = await database().execute<SaleRow>(sql`
    SELECT t.id, t.balance_delta AS earned, t.created_at AS sold_at,
      to_char(t.created_at AT TIME ZONE 'UTC', ${sql.raw(`'${CURSOR_TIME_FORMAT}'`)}) AS sort_key,
      a.id AS auction_id, a.title, a.is_national, a.start_price, a.bid_count, u.nickname AS buyer,
      c.slug, c.name_ko, c.name_en
    FROM wallets w
      JOIN transactions t ON t.wallet_id = w.id AND t.type = 'EARNING'
      JOIN auctions a ON a.id = t.auction_id
      JOIN users u ON u.id = a.winner_id
      JOIN categories c ON c.slug = a.category
    WHERE w.user_id = ${sellerId}
      ${period ? sql`AND t.created_at >= (SELECT begins FROM (${comparisonRangeSql(period)}) AS span)` : undefined}
      ${after && sql`AND (t.created_at, t.id) < (${after.sort_key}::timestamptz, ${after.id}::bigint)`}
    ORDER BY t.created_at DESC, t.id DESC LIMIT ${limit}`);
  return rows;
}

type SaleRow = {
  id: string;
  earned: string;
  sold_at: string;
  sort_key: string;
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
