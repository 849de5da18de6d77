import { CircleCheck, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { PageHeader } from '@/components/ui/page-header';
import { databaseTime } from '@/lib/database-time';
import { formatAgo } from '@/lib/format/time';
import { overview } from '@/lib/operators/overview';
import { requireOperator } from '@/lib/operators/require-operator';
import { adminTitle } from './admin-title';
import { allowed } from './allowed';

/** Announcements that wait longer than this mean that Redis or the worker is away. */
const OUTBOX_LATE_SECONDS = 60;

export const generateMetadata = () => adminTitle('overview');

/** The tasks of operators, and the health of the market. */
export default async function DeskPage() {
  const operator = await requireOperator();
  const [{ figures, audit }, t, locale] = await Promise.all([
    overview(operator.id).then(allowed),
    getTranslations('admin.overview'),
    getLocale(),
  ]);
  const toSettle = figures.cancelledPayments + figures.paymentFindings;
  const late = figures.outbox > 0 && figures.outboxOldestSeconds > OUTBOX_LATE_SECONDS;
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <ul className="grid grid-cols-2 gap-2.5 md:grid-cols-3 md:gap-4">
        <Figure
          href="/admin/reports"
          label={t('openReports')}
          value={figures.openReports}
          note={t('reportedItems', { count: figures.reportedItems })}
          wanting={figures.openReports > 0}
        />
        <Figure
          href="/admin/users?state=suspended"
          label={t('suspended')}
          value={figures.suspendedUsers}
          note={t('suspendedNote')}
        />
        <Figure
          href="/admin/auctions?status=ACTIVE"
          label={t('live')}
          value={figures.liveAuctions}
          note={t('liveNational', { count: figures.liveNational })}
        />
        <Figure
          label={t('outbox')}
          value={figures.outbox}
          note={
            figures.outbox === 0
              ? t('outboxEmpty')
              : t('outboxOldest', { seconds: figures.outboxOldestSeconds })
          }
          wanting={late}
        />
        <Figure
          label={t('failedDeliveries')}
          value={figures.failedDeliveries}
          note={t('failedDeliveriesNote')}
          wanting={figures.failedDeliveries > 0}
        />
        <Figure
          href="/admin/payouts"
          label={t('openMoney')}
          value={figures.openPayments + figures.openPayouts + toSettle}
          note={
            toSettle > 0
              ? t('toSettleNote', { count: toSettle })
              : t('openMoneyNote', { payments: figures.openPayments, payouts: figures.openPayouts })
          }
          wanting={toSettle > 0 || (figures.paidByHand && figures.openPayouts > 0)}
        />
      </ul>
      <Card className="mt-4">
        <Link
          href="/admin/audit"
          className="flex min-h-14 items-center gap-3 px-4 py-3 hover:bg-sunken md:px-5"
        >
          {audit?.findings === 0 ? (
            <CircleCheck aria-hidden className="size-5 shrink-0 text-brand" />
          ) : (
            <TriangleAlert
              aria-hidden
              className={cn('size-5 shrink-0', audit ? 'text-live' : 'text-amber')}
            />
          )}
          <span className="min-w-0 text-sm">
            <b className="block">
              {audit === null
                ? t('auditNever')
                : audit.findings === 0
                  ? t('auditFine')
                  : t('auditFaults', { count: audit.findings })}
            </b>
            <span className="text-soft">
              {audit
                ? t('auditAt', { ago: formatAgo(audit.at, { now: await databaseTime(), locale }) })
                : t('auditRun')}
            </span>
          </span>
        </Link>
      </Card>
    </>
  );
}

function Figure({
  href,
  label,
  value,
  note,
  wanting = false,
}: {
  href?: string;
  label: string;
  value: number;
  note: string;
  /** An operator should look at it. */
  wanting?: boolean;
}) {
  const body = (
    <>
      <span className="block text-sm text-soft">{label}</span>
      <b className={cn('num block text-lg md:text-xl', wanting && 'text-amber')}>{value}</b>
      <span className="num block text-xs whitespace-normal text-soft">{note}</span>
    </>
  );
  return (
    <Card asChild interactive={href !== undefined}>
      <li>
        {href ? (
          <Link href={href} className="block h-full p-3.5 md:px-5 md:py-4.5">
            {body}
          </Link>
        ) : (
          <div className="p-3.5 md:px-5 md:py-4.5">{body}</div>
        )}
      </li>
    </Card>
  );
}
