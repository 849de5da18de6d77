import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import type { FoundPayout } from '@/lib/operators/payout-queue';
import { DateTime } from './date-time';
import { DenseTable, rowLinkClasses } from './dense-table';
import { AccountWords } from './payout-card';

/** Payouts that are done. */
export function PayoutTable({ payouts, label }: { payouts: readonly FoundPayout[]; label: string }) {
  const t = useTranslations('admin.payouts');
  const locale = useLocale();
  return (
    <DenseTable
      label={label}
      rows={payouts}
      columns={[
        { header: t('amount'), lead: true, cell: ({ amount }) => formatWon(amount, locale) },
        {
          header: t('user'),
          cell: ({ user }) => (
            <Link href={`/admin/users/${user.id}`} className={rowLinkClasses}>
              {user.nickname}
            </Link>
          ),
        },
        { header: t('number'), numeric: true, cell: ({ id }) => id },
        {
          header: t('account'),
          wide: true,
          cell: (payout) => (
            <>
              <AccountWords payout={payout} /> · {payout.holder}
            </>
          ),
        },
        {
          header: t('doneAt'),
          cell: ({ updatedAt }) => <DateTime at={updatedAt} />,
        },
        {
          header: t('by'),
          cell: ({ claimedBy }) => claimedBy?.nickname ?? t('automatic'),
        },
        ...(payouts.some(({ note }) => note !== null)
          ? [{ header: t('told'), wide: true, cell: ({ note }: FoundPayout) => note ?? '–' }]
          : []),
      ]}
    />
  );
}
