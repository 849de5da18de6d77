import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Pill } from '@/components/ui/pill';
import { formatWon } from '@/lib/format/money';
import type { FoundAuction } from '@/lib/operators/search-auctions';
import { DateTime } from './date-time';
import { DenseTable, leadLinkClasses, rowLinkClasses } from './dense-table';
import { AuctionStatusPill } from './pills';

/** Auctions as the operators see them, each with a link to its file. */
export function AuctionTable({ auctions, label }: { auctions: readonly FoundAuction[]; label: string }) {
  const t = useTranslations('admin.auctions');
  const locale = useLocale();
  return (
    <DenseTable
      label={label}
      rows={auctions}
      columns={[
        {
          header: t('item'),
          lead: true,
          cell: (auction) => (
            <Link href={`/admin/auctions/${auction.id}`} className={leadLinkClasses}>
              {auction.title}
            </Link>
          ),
        },
        { header: t('status'), cell: ({ status }) => <AuctionStatusPill status={status} /> },
        { header: t('kind'), cell: ({ isNational }) => t(isNational ? 'national' : 'local') },
        {
          header: t('seller'),
          cell: ({ seller }) => (
            <Link href={`/admin/users/${seller.id}`} className={rowLinkClasses}>
              {seller.nickname}
            </Link>
          ),
        },
        { header: t('price'), numeric: true, cell: ({ price }) => formatWon(price, locale) },
        { header: t('bids'), numeric: true, cell: ({ bidCount }) => bidCount },
        {
          header: t('ends'),
          cell: ({ endTime }) => <DateTime at={endTime} />,
        },
        {
          header: t('openReports'),
          numeric: true,
          cell: ({ openReports }) =>
            openReports > 0 ? (
              <Pill size="sm" tone="soon">
                {openReports}
              </Pill>
            ) : (
              '0'
            ),
        },
      ]}
    />
  );
}
