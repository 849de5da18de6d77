import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import { ACTS, type ActName, NO_REASON } from '@/lib/operators/act-names';
import type { OperatorLogEntry } from '@/lib/operators/operator-log';
import { DateTime } from './date-time';
import { DenseTable, rowLinkClasses } from './dense-table';

/** The operators' log: who did what to what, when, and why. */
export function OperatorLogTable({ acts, label }: { acts: readonly OperatorLogEntry[]; label: string }) {
  const t = useTranslations('admin.log');
  return (
    <DenseTable
      label={label}
      rows={acts}
      columns={[
        { header: t('act'), lead: true, cell: (act) => <ActWords act={act} /> },
        {
          header: t('time'),
          cell: ({ createdAt }) => <DateTime at={createdAt} />,
        },
        {
          header: t('operator'),
          cell: ({ operator }) => (
            <Link href={`/admin/users/${operator.id}`} className={rowLinkClasses}>
              {operator.nickname}
            </Link>
          ),
        },
        { header: t('subject'), cell: (act) => <Subject act={act} /> },
        {
          header: t('reason'),
          wide: true,
          cell: ({ reason }) => (
            <span className="whitespace-pre-line">{reason === NO_REASON ? '–' : reason}</span>
          ),
        },
      ]}
    />
  );
}

function ActWords({ act: { act, detail } }: { act: OperatorLogEntry }) {
  const t = useTranslations('admin.log');
  const name = ACTS.find((known) => known === act) satisfies ActName | undefined;
  const more = useDetail(act, detail);
  return (
    <>
      <span className="font-semibold">{name ? t(`acts.${name}`) : act}</span>
      {more ? <span className="block text-xs font-normal text-soft">{more}</span> : null}
    </>
  );
}

/** The details of an act, in words; null for an act without any. */
function useDetail(act: string, detail: unknown): string | null {
  const t = useTranslations('admin');
  const locale = useLocale();
  const facts = (typeof detail === 'object' && detail !== null ? detail : {}) as Record<string, unknown>;
  switch (act) {
    case 'RESOLVE_REPORTS': {
      const outcome = facts.outcome === 'ACTED' ? 'ACTED' : 'DISMISSED';
      const count = Array.isArray(facts.reports) ? facts.reports.length : 0;
      return t('log.resolved', { outcome: t(`reportStatus.${outcome}`), count });
    }
    case 'AUDIT_LEDGER':
      return facts.findings === 0 ? t('audit.addsUp') : t('audit.faults', { count: Number(facts.findings) });
    case 'RENAME_REGION':
      return `${facts.from} → ${facts.to}`;
    case 'RENAME_CATEGORY':
      return `${nameOf(facts.from)} → ${nameOf(facts.to)}`;
    case 'CLAIM_PAYOUT':
    case 'SEND_PAYOUT':
    case 'REFUSE_PAYOUT':
      return formatWon(Number(facts.amount), locale);
    case 'ADD_REGION':
      return String(facts.name);
    case 'ADD_CATEGORY':
      return nameOf(facts);
    default:
      return null;
  }
}

function nameOf(names: unknown): string {
  const { nameKo, nameEn } = names as { nameKo?: string; nameEn?: string };
  return `${nameKo} / ${nameEn}`;
}

function Subject({ act: { subjectType, subjectId } }: { act: OperatorLogEntry }) {
  const t = useTranslations('admin.log.subjects');
  switch (subjectType) {
    case 'auction':
    case 'user': {
      const page = subjectType === 'user' ? 'users' : 'auctions';
      return (
        <Link href={`/admin/${page}/${subjectId}`} className={rowLinkClasses}>
          {t(subjectType, { id: subjectId })}
        </Link>
      );
    }
    case 'region':
    case 'category':
    case 'payout':
    case 'payment':
    case 'trade':
      return t(subjectType, { id: subjectId });
    case 'ledger':
      return t('ledger');
    default:
      return `${subjectType} ${subjectId}`;
  }
}
