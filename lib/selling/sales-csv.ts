import { type CsvRow, csvStream, csvTime } from '@/lib/csv';
import { toWire } from '@/lib/money';
import type { Sale } from './sales';

export const SALES_COLUMNS = [
  'soldAt',
  'auctionId',
  'title',
  'category',
  'kind',
  'startPrice',
  'earned',
  'bidCount',
  'buyer',
] as const;
export type SalesColumn = (typeof SALES_COLUMNS)[number];

export type SalesCsvWords = {
  header: Record<SalesColumn, string>;
  category: (sale: Sale) => string;
  kind: (sale: Sale) => string;
};

/** Sales as CSV, see `csvStream`. Amounts are numbers of won without separators; times are Korea's. */
export function salesCsv(sales: AsyncIterable<Sale>, words: SalesCsvWords): ReadableStream {
  return csvStream(
    rowsOf(sales, words),
    SALES_COLUMNS.map((key) => ({ key, header: words.header[key] })),
  );
}

async function* rowsOf(
  sales: AsyncIterable<Sale>,
  { category, kind }: SalesCsvWords,
): AsyncGenerator<CsvRow<SalesColumn>> {
  for await (const sale of sales) {
    yield {
      soldAt: csvTime(sale.soldAt),
      auctionId: sale.auctionId,
      title: sale.title,
      category: category(sale),
      kind: kind(sale),
      startPrice: toWire(sale.startPrice),
      earned: toWire(sale.earned),
      bidCount: sale.bidCount,
      buyer: sale.buyer,
    };
  }
}
