import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { ItemImage } from '@/components/auction/item-image';
import { NamedTimeLeft } from '@/components/auction/named-time-left';
import { NoPicture } from '@/components/auction/no-picture';
import { Ago } from '@/components/ui/ago';
import { Button } from '@/components/ui/button';
import { Pill } from '@/components/ui/pill';
import type { BidStanding, MyBid } from '@/lib/auctions/my-bids';
import { formatWon } from '@/lib/format/money';
import type { Locale } from '@/lib/i18n/locale';

/** One auction that the viewer bid on: their standing, the price, their bid, and the next step. */
export function MyBidRow({ bid, now }: { bid: MyBid; now: string }) {
  const t = useTranslations('me');
  const locale = useLocale();
  const { auction, standing } = bid;
  const running = standing === 'LEADING' || standing === 'OUTBID';
  return (
    <li className="relative grid grid-cols-[auto_minmax(0,1fr)] gap-x-3.5 gap-y-3 border-b border-line p-4 last:border-b-0 md:grid-cols-[auto_minmax(0,1fr)_auto] md:items-center">
      <span className="relative size-20 overflow-hidden rounded-md bg-sunken md:size-24">
        {auction.image ? (
          <ItemImage image={auction.image} alt="" sizes="96px" className="size-full object-cover" />
        ) : (
          <NoPicture />
        )}
      </span>
      <div className="flex min-w-0 flex-col gap-1">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <StandingPill standing={standing} />
          <span className="num text-xs whitespace-normal text-soft">
            {running ? (
              <NamedTimeLeft until={auction.endTime.toISOString()} serverTime={now} />
            ) : (
              <Ago at={auction.endTime} now={now} />
            )}
          </span>
        </span>
        <h2 className="line-clamp-2 font-semibold">
          <Link href={`/auctions/${auction.id}`} className="hover:underline">
            {auction.removed ? t('removedItem') : auction.title}
          </Link>
        </h2>
        <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm">
          <Amount
            term={t(running ? 'price' : 'finalPrice')}
            amount={formatWon(auction.price, locale)}
            strong
          />
          {bid.highestBid ? <Amount term={t('myBid')} amount={formatWon(bid.highestBid, locale)} /> : null}
          {bid.locked.gt(auction.price) ? (
            <Amount term={t('myMaximum')} amount={formatWon(bid.locked, locale)} />
          ) : null}
        </dl>
      </div>
      <NextStep bid={bid} />
    </li>
  );
}

function Amount({ term, amount, strong = false }: { term: string; amount: string; strong?: boolean }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-soft">{term}</dt>
      <dd className={strong ? 'num font-bold' : 'num'}>{amount}</dd>
    </div>
  );
}

const TONES = {
  LEADING: 'local',
  OUTBID: 'lost',
  WON: 'won',
  LOST: 'neutral',
  CANCELLED: 'neutral',
} as const;

function StandingPill({ standing }: { standing: BidStanding }) {
  const t = useTranslations('me.standings');
  return <Pill tone={TONES[standing]}>{t(standing)}</Pill>;
}

/** The words for the next step of a person who was outbid: where no bid is possible, the price to buy at. */
function outbidStep(
  { auction, minimumNext }: MyBid,
  locale: Locale,
): ['buyNow' | 'rebid' | 'see', { amount: string }] {
  if (minimumNext.gt(0)) return ['rebid', { amount: formatWon(minimumNext, locale) }];
  const { instantPrice } = auction;
  return instantPrice ? ['buyNow', { amount: formatWon(instantPrice, locale) }] : ['see', { amount: '' }];
}

/** The next step: a new bid, a review, or none. */
function NextStep({ bid }: { bid: MyBid }) {
  const t = useTranslations('me.next');
  const locale = useLocale();
  const { auction, standing } = bid;
  const wide = 'col-span-2 md:col-span-1 md:min-w-44';
  if (standing === 'OUTBID') {
    return (
      <Button asChild variant={auction.isNational ? 'live' : 'brand'} className={wide}>
        <Link href={`/auctions/${auction.id}`}>
          <span className="num">{t(...outbidStep(bid, locale))}</span>
        </Link>
      </Button>
    );
  }
  if (standing === 'WON' && !bid.reviewed && !auction.removed) {
    return (
      <Button asChild variant="outline" className={wide}>
        <Link href={`/auctions/${auction.id}#review`}>{t('review')}</Link>
      </Button>
    );
  }
  if (standing === 'LEADING') {
    return (
      <p className="num col-span-2 text-xs whitespace-normal text-amber md:col-span-1 md:text-right">
        {t(bid.locked.gt(auction.price) ? 'maximumHeld' : 'held', {
          amount: formatWon(bid.locked, locale),
          price: formatWon(auction.price, locale),
        })}
      </p>
    );
  }
  return null;
}
