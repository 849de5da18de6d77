import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { formatDateTime, toIso } from '@/lib/format/time';
import type { FoundReport } from '@/lib/operators/report-queue';
import { rowLinkClasses } from './dense-table';
import { ReportStatusPill } from './pills';

/**
 * Reports in full.
 *
 * @param withItem  whether to name the item of each report, where they are about several
 */
export function ReportList({
  reports,
  withItem = false,
}: {
  reports: readonly FoundReport[];
  withItem?: boolean;
}) {
  const t = useTranslations('admin.reports');
  const reasons = useTranslations('reports.reasons');
  const locale = useLocale();
  return (
    <Card asChild>
      <ul>
        {reports.map((report) => (
          <li key={report.id} className="border-b border-line px-4 py-3 text-sm last:border-b-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <b>{reasons(report.reason)}</b>
              <ReportStatusPill status={report.status} />
              <time dateTime={toIso(report.createdAt)} className="num text-xs text-soft">
                {formatDateTime(report.createdAt, locale)}
              </time>
            </p>
            {report.detail ? <p className="mt-1 whitespace-pre-line">{report.detail}</p> : null}
            <p className="mt-1 flex flex-wrap items-center gap-x-3 text-xs text-soft">
              <span>
                {t('reporter')}{' '}
                <Link href={`/admin/users/${report.reporter.id}`} className={`${rowLinkClasses} text-ink`}>
                  {report.reporter.nickname}
                </Link>
              </span>
              {withItem ? (
                <Link href={`/admin/auctions/${report.auction.id}`} className={`${rowLinkClasses} text-ink`}>
                  {report.auction.title}
                </Link>
              ) : null}
              {report.resolvedAt && report.resolvedBy ? (
                <span className="num whitespace-normal">
                  {t('settledBy', {
                    name: report.resolvedBy,
                    time: formatDateTime(report.resolvedAt, locale),
                  })}
                </span>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
