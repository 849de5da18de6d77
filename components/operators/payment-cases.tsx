import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import { formatDateTime, toIso } from '@/lib/format/time';
import type { PaymentCase } from '@/lib/operators/payment-cases';
import type { ActAction } from './act-answer';
import { ActForm } from './act-form';
import { type Column, DenseTable, rowLinkClasses } from './dense-table';
import { FileSection } from './file-section';
import { FoldOut } from './fold-out';

/** Payments that somebody may have to look up at the provider; nothing where all is well. */
export function PaymentCases({
  open,
  cancelled,
  close,
}: {
  open: readonly PaymentCase[];
  cancelled: readonly PaymentCase[];
  /** What settles one that was cancelled. */
  close: (orderId: string) => ActAction;
}) {
  const t = useTranslations('admin.payments');
  return (
    <>
      {cancelled.length > 0 ? (
        <FileSection id="cancelled" title={t('cancelledTitle')} count={cancelled.length}>
          <p className="mb-3 text-sm text-soft">{t('cancelledNote')}</p>
          <CaseTable label={t('cancelledTitle')} cases={cancelled} cancelled />
          <ul className="mt-3 grid items-start gap-2.5 md:grid-cols-2">
            {cancelled.map(({ id }) => (
              <li key={id}>
                <FoldOut label={t('close', { order: id })}>
                  <ActForm action={close(id)} submit={t('closeSubmit')} />
                </FoldOut>
              </li>
            ))}
          </ul>
        </FileSection>
      ) : null}
      {open.length > 0 ? (
        <FileSection id="open" title={t('openTitle')} count={open.length}>
          <p className="mb-3 text-sm text-soft">{t('openNote')}</p>
          <CaseTable label={t('openTitle')} cases={open} />
        </FileSection>
      ) : null}
    </>
  );
}

function CaseTable({
  label,
  cases,
  cancelled = false,
}: {
  label: string;
  cases: readonly PaymentCase[];
  cancelled?: boolean;
}) {
  const t = useTranslations('admin.payments');
  const words = useTranslations('admin.payouts');
  const locale = useLocale();
  const time = (at: Date) => (
    <time dateTime={toIso(at)} className="num">
      {formatDateTime(at, locale)}
    </time>
  );
  const last: Column<PaymentCase> = cancelled
    ? { header: t('cancelledAt'), cell: ({ cancelledAt }) => (cancelledAt ? time(cancelledAt) : '–') }
    : { header: t('attempts'), numeric: true, cell: ({ attempts }) => attempts };
  return (
    <DenseTable
      label={label}
      rows={cases}
      columns={[
        { header: t('amount'), lead: true, cell: ({ amount }) => formatWon(amount, locale) },
        {
          header: words('user'),
          cell: ({ user }) => (
            <Link href={`/admin/users/${user.id}`} className={rowLinkClasses}>
              {user.nickname}
            </Link>
          ),
        },
        {
          header: t('order'),
          wide: true,
          cell: ({ id, provider }) => (
            <span className="num break-all whitespace-normal">
              {id} ({provider})
            </span>
          ),
        },
        { header: t('since'), cell: ({ createdAt }) => time(createdAt) },
        last,
      ]}
    />
  );
}
