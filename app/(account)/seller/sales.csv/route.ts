import { getLocale, getTranslations } from 'next-intl/server';
import { loginPath } from '@/lib/accounts/return-path';
import { currentViewer } from '@/lib/accounts/viewer';
import { refusalResponse } from '@/lib/api/refusal-response';
import { csvResponse } from '@/lib/csv';
import { seeOther } from '@/lib/http/see-other';
import { consume } from '@/lib/rate-limit';
import { SELLING_PERIODS } from '@/lib/selling/period';
import { sales } from '@/lib/selling/sales';
import { SALES_COLUMNS, type SalesColumn, salesCsv } from '@/lib/selling/sales-csv';

/** The viewer's sales as a spreadsheet, streamed: those of the period in the address, or all. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await currentViewer();
  if (!viewer) return seeOther(loginPath('/seller'));
  const counted = await consume('exportFile', viewer.id);
  if (!counted.ok) return refusalResponse(counted, request);
  const asked = new URL(request.url).searchParams.get('period');
  const period = SELLING_PERIODS.find((one) => one === asked) ?? null;
  const [columns, kinds, locale] = await Promise.all([
    getTranslations('seller.csv'),
    getTranslations('auction.kind'),
    getLocale(),
  ]);
  const csv = salesCsv(sales({ sellerId: viewer.id, period }), {
    header: Object.fromEntries(SALES_COLUMNS.map((column) => [column, columns(column)])) as Record<
      SalesColumn,
      string
    >,
    category: ({ category }) => (locale === 'ko' ? category.nameKo : category.nameEn),
    kind: ({ isNational }) => kinds(isNational ? 'national' : 'local'),
  });
  return csvResponse(csv, `neighborbid-sales${period ? `-${period}` : ''}.csv`);
}
