import { Inbox } from 'lucide-react';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import { ROWS_SHOWN } from '@/app/(operators)/admin/query';
import { DenseTable, leadLinkClasses, rowLinkClasses } from '@/components/operators/dense-table';
import { AuctionStatusPill } from '@/components/operators/pills';
import { StateChips } from '@/components/operators/state-chips';
import { Card } from '@/components/ui/card';
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

/** Reported items, one line each; the open ones by default, with the oldest first. */
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
      <StateChips
        label={t('state')}
        states={QUEUES}
        current={status}
        nameOf={states}
        hrefOf={(state) => hrefOf(PATH, filterOf(state))}
      />
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
      <LoadMore href={page.nextCursor && hrefOf(PATH, { ...filterOf(status), cursor: page.nextCursor })} />
    </>
  );
}

/** The default state is left out of the address. */
function filterOf(state: (typeof QUEUES)[number]) {
  return { status: state === 'OPEN' ? undefined : state };
}
