import { useLocale, useTranslations } from 'next-intl';
import { TickingPrice } from '@/components/auction/ticking-price';
import { formatTimeLeft } from '@/lib/format/time';
import { useServerNow } from '@/lib/live/server-clock';
import { useAuction } from './live-auction-provider';

/** The price and the time left in one line. Screen readers read both in the page itself. */
export function PriceLine() {
  const t = useTranslations('auction.panel');
  const locale = useLocale();
  const { auction, state } = useAuction();
  const left = Date.parse(state.endTime) - useServerNow(state.serverTime);
  return (
    <p aria-hidden className="flex flex-wrap items-baseline justify-between gap-x-3 pb-1 text-xs text-soft">
      <span>
        {t(state.bidCount === 0 ? 'startPrice' : 'current')}{' '}
        <TickingPrice amount={state.price} tone={auction.isNational ? 'live' : 'ink'} />
      </span>
      <span>
        {t('timeLeft')}{' '}
        <b translate="no" className="num text-base text-ink">
          {formatTimeLeft(left, locale)}
        </b>
      </span>
    </p>
  );
}
