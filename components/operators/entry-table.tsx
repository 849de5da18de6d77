import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { entryKind } from '@/components/wallet/entry-kind';
import { formatWon, formatWonSigned } from '@/lib/format/money';
import type { FoundEntry } from '@/lib/operators/search-ledger';
import { DateTime } from './date-time';
import { DenseTable, rowLinkClasses } from './dense-table';

/** Entries of the ledger, read-only. */
export function EntryTable({ entries, label }: { entries: readonly FoundEntry[]; label: string }) {
  const t = useTranslations('admin.ledger');
  const kinds = useTranslations('wallet.ledger');
  const locale = useLocale();
  return (
    <DenseTable
      label={label}
      rows={entries}
      columns={[
        { header: t('kind'), lead: true, cell: (entry) => kinds(entryKind(entry)) },
        {
          header: t('time'),
          cell: ({ createdAt }) => <DateTime at={createdAt} />,
        },
        { header: t('number'), numeric: true, cell: ({ id }) => id },
        {
          header: t('user'),
          cell: ({ user }) => (
            <Link href={`/admin/users/${user.id}`} className={rowLinkClasses}>
              {user.nickname}
            </Link>
          ),
        },
        {
          header: t('available'),
          numeric: true,
          cell: ({ balanceDelta }) => (balanceDelta ? formatWonSigned(balanceDelta, locale) : t('sealed')),
        },
        {
          header: t('inBids'),
          numeric: true,
          cell: ({ lockedDelta }) => (lockedDelta ? formatWonSigned(lockedDelta, locale) : t('sealed')),
        },
        {
          header: t('after'),
          wide: true,
          numeric: true,
          cell: ({ balanceAfter, lockedAfter, totalAfter }) =>
            balanceAfter && lockedAfter
              ? `${formatWon(balanceAfter, locale)} · ${formatWon(lockedAfter, locale)}`
              : t('totalAfter', { total: formatWon(totalAfter, locale) }),
        },
        {
          header: t('auction'),
          wide: true,
          cell: ({ auctionId, auctionTitle }) =>
            auctionId === null ? (
              '–'
            ) : (
              <Link href={`/admin/auctions/${auctionId}`} className={`${rowLinkClasses} line-clamp-1`}>
                {auctionTitle}
              </Link>
            ),
        },
      ]}
    />
  );
}
