import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import type { PaymentCaseLists as Cases, PaymentCase, PaymentFinding } from '@/lib/operators/payment-cases';
import { DateTime } from './date-time';
import { type Column, DenseTable, rowLinkClasses } from './dense-table';
import { FileSection } from './file-section';
import { FoldOut } from './fold-out';
import { OperatorForm, type OperatorFormAction } from './operator-form';

type Close = (id: string) => OperatorFormAction;

/** Payments that an operator may have to look up at the provider; nothing when all is well. */
export function PaymentCases({
  open,
  cancelled,
  findings,
  comparedUntil,
  close,
}: Cases & {
  /** The action that closes a payment that was cancelled or fits no order. */
  close: Close;
}) {
  const t = useTranslations('admin.payments');
  return (
    <>
      {findings.length > 0 ? (
        <FileSection id="findings" title={t('findingsTitle')} count={findings.length}>
          <p className="mb-3 text-sm text-soft">{t('findingsNote')}</p>
          <FindingTable findings={findings} />
          <Closings ids={findings.map(({ id }) => id)} close={close} />
        </FileSection>
      ) : null}
      {cancelled.length > 0 ? (
        <FileSection id="cancelled" title={t('cancelledTitle')} count={cancelled.length}>
          <p className="mb-3 text-sm text-soft">{t('cancelledNote')}</p>
          <CaseTable label={t('cancelledTitle')} cases={cancelled} cancelled />
          <Closings ids={cancelled.map(({ id }) => id)} close={close} />
        </FileSection>
      ) : null}
      {open.length > 0 ? (
        <FileSection id="open" title={t('openTitle')} count={open.length}>
          <p className="mb-3 text-sm text-soft">{t('openNote')}</p>
          <CaseTable label={t('openTitle')} cases={open} />
        </FileSection>
      ) : null}
      {comparedUntil ? (
        <p className="text-sm text-soft">{t('comparedUntil', { day: comparedUntil })}</p>
      ) : null}
    </>
  );
}

function Closings({ ids, close }: { ids: readonly string[]; close: Close }) {
  const t = useTranslations('admin.payments');
  return (
    <ul className="mt-3 grid items-start gap-2.5 md:grid-cols-2">
      {ids.map((id) => (
        <li key={id}>
          <FoldOut label={t('close', { order: id })}>
            <OperatorForm action={close(id)} submit={t('closeSubmit')} />
          </FoldOut>
        </li>
      ))}
    </ul>
  );
}

function FindingTable({ findings }: { findings: readonly PaymentFinding[] }) {
  const t = useTranslations('admin.payments');
  const locale = useLocale();
  const name = (text: string) => <span className="num break-all whitespace-normal">{text}</span>;
  return (
    <DenseTable
      label={t('findingsTitle')}
      rows={findings}
      columns={[
        {
          header: t('amount'),
          lead: true,
          cell: ({ amount }) => (amount ? formatWon(amount, locale) : '–'),
        },
        { header: t('finding'), wide: true, cell: ({ kind }) => t(`kinds.${kind}`) },
        { header: t('number'), cell: ({ id }) => name(id) },
        { header: t('order'), wide: true, cell: ({ orderId }) => name(orderId) },
        { header: t('paymentKey'), wide: true, cell: ({ paymentKey }) => name(paymentKey) },
        {
          header: t('foundAt'),
          cell: ({ foundAt }) => <DateTime at={foundAt} />,
        },
      ]}
    />
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
  const last: Column<PaymentCase> = cancelled
    ? {
        header: t('cancelledAt'),
        cell: ({ cancelledAt }) => (cancelledAt ? <DateTime at={cancelledAt} /> : '–'),
      }
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
          cell: ({ id, provider, givingBackSince }) => (
            <span className="num break-all whitespace-normal">
              {id} ({provider}){givingBackSince ? ` · ${t('givingBack')}` : null}
            </span>
          ),
        },
        { header: t('since'), cell: ({ createdAt }) => <DateTime at={createdAt} /> },
        last,
      ]}
    />
  );
}
