import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import type { AuctionFile } from '@/lib/operators/auction-file';
import type { PlacedBid } from '@/lib/operators/user-file';
import { DateTime } from './date-time';
import { DenseTable, leadLinkClasses } from './dense-table';
import { AuctionStatusPill } from './pills';

/** The highest bids of an auction, with their bidders by name. */
export function BidTable({ bids, label }: { bids: AuctionFile['bids']; label: string }) {
  const t = useTranslations('admin.bids');
  return (
    <DenseTable
      label={label}
      rows={bids}
      columns={[
        {
          header: t('bidder'),
          lead: true,
          cell: ({ bidder }) => (
            <Link href={`/admin/users/${bidder.id}`} className={leadLinkClasses}>
              {bidder.nickname}
            </Link>
          ),
        },
        { header: t('amount'), numeric: true, cell: (bid) => <Amount bid={bid} /> },
        {
          header: t('time'),
          cell: ({ createdAt }) => <DateTime at={createdAt} />,
        },
      ]}
    />
  );
}

function Amount({
  bid: { amount, kind, excluded },
}: {
  bid: Pick<PlacedBid, 'amount' | 'kind' | 'excluded'>;
}) {
  const t = useTranslations('admin.bids');
  const locale = useLocale();
  const text = formatWon(amount, locale);
  const marks = [kind === 'AUTO' && t('automatic'), excluded && t('excluded')].filter(Boolean);
  return (
    <>
      {excluded ? <s className="text-soft">{text}</s> : text}
      {marks.length > 0 ? <span className="text-xs text-soft"> {marks.join(' · ')}</span> : null}
    </>
  );
}

/** The bids of a user, with their auctions. */
export function PlacedBidTable({ bids, label }: { bids: readonly PlacedBid[]; label: string }) {
  const t = useTranslations('admin.bids');
  return (
    <DenseTable
      label={label}
      rows={bids}
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
        { header: t('state'), cell: ({ auction }) => <AuctionStatusPill status={auction.status} /> },
        { header: t('leads'), cell: ({ leads }) => (leads ? t('yes') : '–') },
        { header: t('amount'), numeric: true, cell: (bid) => <Amount bid={bid} /> },
        {
          header: t('time'),
          cell: ({ createdAt }) => <DateTime at={createdAt} />,
        },
      ]}
    />
  );
}
