import { Check } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Price } from '@/components/ui/price';
import type { AuctionDetail } from '@/lib/auctions/detail';
import { formatWon } from '@/lib/format/money';
import { formatMoment } from '@/lib/format/time';
import type { Money } from '@/lib/money';

/**
 * For the winner, in place of the price and the clock: the item, the price, and the number of bidders.
 *
 * @param freed  the part of their maximum that the end has set free; zero without an automatic bid
 */
export function WonPanel({ auction, freed }: { auction: AuctionDetail; freed: Money }) {
  const t = useTranslations('auction');
  const locale = useLocale();
  const { price, bidderCount, endTime, serverTime } = auction;
  // No bid can reach the buy-now price.
  const boughtNow = auction.instantPrice?.eq(price);
  return (
    <div className="relative flex flex-col items-center text-center max-md:-mt-13">
      <span
        aria-hidden
        className="absolute top-8 -z-10 size-56 -translate-y-1/2 rounded-full"
        style={{ background: 'radial-gradient(closest-side, var(--brand-tint), transparent)' }}
      />
      <span
        aria-hidden
        className="grid size-16 place-items-center rounded-full border-4 border-paper bg-brand text-brand-ink transition-[scale,opacity] duration-250 starting:scale-50 starting:opacity-0"
      >
        <Check className="size-8" strokeWidth={2.6} />
      </span>
      <p className="num mt-2 text-sm text-soft">
        {boughtNow ? t('won.boughtNow') : t('won.among', { count: bidderCount })}
      </p>
      <h1 className="mt-1 text-xl font-bold md:text-2xl">{auction.title}</h1>
      <p className="mt-2 leading-none">
        <Price amount={price} size="2xl" />
      </p>
      {freed.gt(0) ? (
        <p className="num mt-1.5 text-sm whitespace-normal text-soft">
          {t('won.freed', {
            maximum: formatWon(price.plus(freed), locale),
            freed: formatWon(freed, locale),
          })}
        </p>
      ) : null}
      <p className="num mt-1.5 text-xs text-soft">
        {t('panel.endedAt', { time: formatMoment(endTime, { now: serverTime, locale }) })}
      </p>
    </div>
  );
}
