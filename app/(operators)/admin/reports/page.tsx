import { Inbox } from 'lucide-react';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import { nextHref, ROWS_SHOWN } from '@/app/(operators)/admin/query';
import { DenseTable, leadLinkClasses, rowLinkClasses } from '@/components/operators/dense-table';
import { AuctionStatusPill } from '@/components/operators/pills';
import { Card } from '@/components/ui/card';
import { Chip, ChipRow } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { LoadMore } from '@/components/ui/load-more';
import { PageHeader } from '@/components/ui/page-header';
import { Pill } from '@/components/ui/pill';
import { formatDateTime, toIso } from '@/lib/format/time';
import { hrefOf, type SearchParams } from '@/lib/http/query';
import { listReportedItems, QUEUES } from '@/lib/operators/report-queue';
import { requireOperator } from '@/lib/operators/require-operator';
import { timePositionSchema } from '@/lib/paging/by-time';

const PATH = '/admin/reports';

export const generateMetadata = () => adminTitle('reports');

/** Reported items, one line each; what is open first, the oldest at the top. */
export default async function ReportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [operator, query] = await Promise.all([requireOperator(), searchParams]);
  const status = QUEUES.find((one) => one === query.status) ?? 'OPEN';
  const [page, t, states, reasons, locale] = await Promise.all([
    listReportedItems({
      operatorId: operator.id,
      status,
      after: timePositionSchema.safeParse(query.cursor).data,
      limit: ROWS_SHOWN,
    }).then(allowed),
    getTranslations('admin.reports'),
    getTranslations('admin.reportStatus'),
    getTranslations('reports.reasons'),
    getLocale(),
  ]);
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <nav aria-label={t('state')} className="mb-4">
        <ChipRow bleed>
          {QUEUES.map((one) => (
            <Chip key={one} asChild selected={one === status}>
              <Link href={hrefOf(PATH, { status: one === 'OPEN' ? undefined : one })} scroll={false}>
                {states(one)}
              </Link>
            </Chip>
          ))}
        </ChipRow>
      </nav>
      {page.items.length === 0 ? (
        <Card>
          <EmptyState
            icon={<Inbox />}
            title={t(status === 'OPEN' ? 'noneOpen' : 'none')}
            description={status === 'OPEN' ? t('noneOpenNote') : undefined}
          />
        </Card>
      ) : (
        <DenseTable
          label={t('title')}
          rows={page.items.map((item) => ({ ...item, id: item.auction.id }))}
          columns={[
            {
              header: t('item'),
              lead: true,
              cell: ({ auction }) => (
                <Link href={`/admin/auctions/${auction.id}`} className={leadLinkClasses}>
                  {auction.title}
                </Link>
              ),
            },
            { header: t('itemState'), cell: ({ auction }) => <AuctionStatusPill status={auction.status} /> },
            {
              header: t('seller'),
              cell: ({ seller }) => (
                <Link href={`/admin/users/${seller.id}`} className={rowLinkClasses}>
                  {seller.nickname}
                </Link>
              ),
            },
            {
              header: t('reasons'),
              cell: (item) => (
                <span className="inline-flex flex-wrap gap-1 max-md:justify-end">
                  {item.reasons.map((reason) => (
                    <Pill key={reason} size="sm">
                      {reasons(reason)}
                    </Pill>
                  ))}
                </span>
              ),
            },
            { header: t('count'), numeric: true, cell: ({ count }) => count },
            {
              header: t('firstAt'),
              cell: ({ firstAt }) => (
                <time dateTime={toIso(firstAt)} className="num">
                  {formatDateTime(firstAt, locale)}
                </time>
              ),
            },
          ]}
        />
      )}
      <LoadMore href={nextHref(PATH, { status: status === 'OPEN' ? undefined : status }, page.nextCursor)} />
    </>
  );
}
