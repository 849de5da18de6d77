import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { Card } from '@/components/ui/card';
import type { AuctionDetail } from '@/lib/auctions/detail';

/** The seller: their name, their region and their reputation. */
export function SellerCard({ seller }: { seller: AuctionDetail['seller'] }) {
  const t = useTranslations('auction.seller');
  const { score, reviews } = seller.reputation;
  return (
    <Card className="flex items-center justify-between gap-3 px-4 py-3.5">
      <span className="flex min-w-0 items-center gap-3">
        <Avatar name={seller.nickname} size="md" />
        <span className="min-w-0">
          <b className="block truncate">{seller.nickname}</b>
          <span className="num block text-xs whitespace-normal text-soft">
            {seller.regionName} · {score === null ? t('newcomer') : t('trust', { score, reviews })}
          </span>
        </span>
      </span>
      <Link
        href={`/users/${seller.id}`}
        className="inline-flex min-h-11 shrink-0 items-center rounded-sm px-1 text-sm font-bold text-brand hover:underline"
      >
        {t('view')}
      </Link>
    </Card>
  );
}
