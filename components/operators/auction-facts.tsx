import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ItemImage } from '@/components/auction/item-image';
import { Facts } from '@/components/ui/facts';
import { Pill } from '@/components/ui/pill';
import { formatWon } from '@/lib/format/money';
import { formatDateTime } from '@/lib/format/time';
import type { Locale } from '@/lib/i18n/locale';
import type { ItemPicture } from '@/lib/item-picture';
import type { AuctionFile } from '@/lib/operators/auction-file';
import { rowLinkClasses } from './dense-table';

/** The facts, pictures and seller of an item. */
export function AuctionFacts({
  auction,
  images,
  locale,
}: {
  auction: AuctionFile['auction'];
  images: readonly ItemPicture[];
  locale: Locale;
}) {
  const t = useTranslations('admin.auction');
  const words = useTranslations('admin.auctions');
  const person = (member: { id: string; nickname: string } | null) =>
    member ? (
      <Link href={`/admin/users/${member.id}`} className={rowLinkClasses}>
        {member.nickname}
      </Link>
    ) : (
      '–'
    );
  const amount = (won: typeof auction.finalPrice) =>
    won === null || won.eq(0) ? '–' : formatWon(won, locale);
  return (
    <>
      {images.length > 0 ? (
        <ul className="scroll-row gap-2" aria-label={t('pictures')}>
          {images.map((image) => (
            <li key={image.key} className="shrink-0">
              <ItemImage
                image={image}
                alt=""
                sizes="128px"
                className="size-32 rounded-md border border-line object-cover"
              />
            </li>
          ))}
        </ul>
      ) : null}
      <p className="text-sm whitespace-pre-line">{auction.description}</p>
      <Facts
        facts={[
          {
            term: words('seller'),
            value: (
              <span className="inline-flex flex-wrap items-center gap-x-2">
                {person(auction.seller)}
                {auction.seller.suspended ? (
                  <Pill size="sm" tone="lost">
                    {t('sellerSuspended')}
                  </Pill>
                ) : null}
              </span>
            ),
          },
          { term: t('number'), value: <span className="num">{auction.id}</span> },
          { term: t('leader'), value: person(auction.leader) },
          { term: t('winner'), value: person(auction.winner) },
          { term: t('startPrice'), value: amount(auction.startPrice) },
          { term: t('currentPrice'), value: amount(auction.currentPrice) },
          { term: t('instantPrice'), value: amount(auction.instantPrice) },
          { term: t('finalPrice'), value: amount(auction.finalPrice) },
          {
            term: t('starts'),
            value: <span className="num">{formatDateTime(auction.startTime, locale)}</span>,
          },
          {
            term: words('ends'),
            value: <span className="num">{formatDateTime(auction.endedAt ?? auction.endTime, locale)}</span>,
          },
          ...(auction.extensions > 0
            ? [
                {
                  term: t('originalEnd'),
                  value: (
                    <span className="num whitespace-normal">
                      {t('originalEndValue', {
                        time: formatDateTime(auction.originalEndTime, locale),
                        count: auction.extensions,
                      })}
                    </span>
                  ),
                },
              ]
            : []),
          { term: words('kind'), value: words(auction.isNational ? 'national' : 'local') },
          {
            term: t('place'),
            value: `${auction.regionName} · ${locale === 'ko' ? auction.category.nameKo : auction.category.nameEn}`,
          },
        ]}
      />
    </>
  );
}
