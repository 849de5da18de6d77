'use client';

import { Eye } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { TickingPrice } from '@/components/auction/ticking-price';
import { cn } from '@/components/ui/cn';
import { Pill } from '@/components/ui/pill';
import { Progress } from '@/components/ui/progress';
import { useLazyComponent } from '@/components/ui/use-lazy-component';
import { formatWon } from '@/lib/format/money';
import { formatMoment, formatTimeLeft } from '@/lib/format/time';
import { useServerNow } from '@/lib/live/server-clock';
import { useAuction } from './live-auction-provider';
import { PRICE_AND_CLOCK } from './price-in-bar';
import { ENDING_SOON_MS, type Phase } from './standing';

const loadExtension = () => import('@/components/auction/extension').then((module) => module.Extension);

/** The price, the time left, and how up to date both are. */
export function PricePanel() {
  const { auction, phase } = useAuction();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="flex min-w-0 items-center gap-2">
          <KindPill />
          <Viewers />
        </span>
        <Connection />
      </div>
      <h1 className="text-xl font-bold">{auction.title}</h1>
      <div id={PRICE_AND_CLOCK} className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <CurrentPrice />
        <AuctionClock />
      </div>
      {phase === 'running' ? <LastTenMinutes /> : null}
    </div>
  );
}

function KindPill() {
  const t = useTranslations('auction');
  const { auction, phase } = useAuction();
  if (phase === 'sold' || phase === 'unsold' || phase === 'cancelled') {
    return <Pill tone={phase === 'sold' ? 'won' : 'neutral'}>{t(`state.${phase}`)}</Pill>;
  }
  if (phase === 'upcoming') {
    const kind = t(auction.isNational ? 'kind.national' : 'kind.local');
    return (
      <Pill tone="ink">
        {t('state.upcoming')} · {kind}
      </Pill>
    );
  }
  if (!auction.isNational) return <Pill tone="local">{t('kind.local')}</Pill>;
  return (
    <Pill tone="live" dot>
      {t('kind.liveNational')}
    </Pill>
  );
}

function Viewers() {
  const t = useTranslations('auction.panel');
  const { viewers } = useAuction();
  // A single viewer is the person who looks, which is no news.
  if (viewers === null || viewers < 2) return null;
  return (
    <span className="num flex min-w-0 items-center gap-1 text-sm text-soft">
      <Eye aria-hidden className="size-5 shrink-0" strokeWidth={1.8} />
      {t('viewers', { count: viewers })}
    </span>
  );
}

const CONNECTION_TONES = { live: 'text-brand', connecting: 'text-soft', stale: 'text-amber' } as const;

/** The state of the connection; nothing for an auction that keeps none. */
function Connection() {
  const t = useTranslations('auction.panel');
  const { phase, connection } = useAuction();
  if (connection === 'http' || phase === 'sold' || phase === 'unsold' || phase === 'cancelled') return null;
  return (
    <span
      role="status"
      className={cn('flex items-center gap-1.5 text-xs font-medium', CONNECTION_TONES[connection])}
    >
      <span aria-hidden className="size-1.75 shrink-0 rounded-full bg-current" />
      {t(connection)}
    </span>
  );
}

const PRICE_NAME: Record<Phase, 'startPrice' | 'current' | 'winningBid' | 'lastPrice'> = {
  upcoming: 'startPrice',
  running: 'current',
  closing: 'current',
  sold: 'winningBid',
  unsold: 'startPrice',
  cancelled: 'lastPrice',
};

function CurrentPrice() {
  const t = useTranslations('auction.panel');
  const locale = useLocale();
  const { auction, state, phase, bidderCount, boughtNow } = useAuction();
  const startPrice = formatWon(auction.startPrice, locale);
  const over = phase === 'sold' || phase === 'unsold' || phase === 'cancelled';
  const isLive = auction.isNational && !over && phase !== 'upcoming';
  return (
    <div className="min-w-0">
      <p className="text-sm text-soft">
        {t(phase === 'running' && state.bidCount === 0 ? 'startPrice' : PRICE_NAME[phase])}
      </p>
      <p className="leading-none">
        <TickingPrice
          amount={state.price}
          size="2xl"
          tone={isLive ? 'live' : 'ink'}
          className={priceSize(state.price)}
        />
      </p>
      <p className="num mt-1.5 text-sm whitespace-normal text-soft">
        {state.bidCount === 0
          ? t(boughtNow ? 'summaryBought' : over ? 'summaryOver' : 'summaryNoBids', { startPrice })
          : t('summary', { bids: state.bidCount, bidders: bidderCount, startPrice })}
      </p>
    </div>
  );
}

/** Beside the clock of a phone the largest type has room for seven digits; longer prices get a smaller one. */
function priceSize(price: number): string {
  if (price >= 100_000_000) return 'max-md:text-xl';
  return price >= 10_000_000 ? 'max-md:text-[2rem]' : '';
}

/** The time left. */
export function AuctionClock() {
  const t = useTranslations('auction.panel');
  const locale = useLocale();
  const { auction, state, phase } = useAuction();
  const now = useServerNow(state.serverTime);
  const isSoon = phase !== 'upcoming' && Date.parse(state.endTime) - now < ENDING_SOON_MS;
  // Before that no extension can come. Where the component cannot be fetched, the clock still jumps forward.
  const Extension = useLazyComponent(loadExtension, { wanted: isSoon, silent: true });
  if (phase === 'sold' || phase === 'unsold' || phase === 'cancelled') {
    return (
      <p className="num shrink-0 text-right text-xs text-soft">
        {t('endedAt', { time: formatMoment(state.endTime, { now, locale }) })}
      </p>
    );
  }
  const waits = phase === 'upcoming';
  const until = waits ? auction.startTime : state.endTime;
  const left = Date.parse(until) - now;
  const name = t(waits ? 'startsIn' : isSoon ? 'endingSoon' : 'timeLeft');
  const time = formatMoment(until, { now, locale });
  return (
    <div className="shrink-0 text-right">
      <p className={cn('text-sm text-soft', isSoon && 'font-semibold text-amber')}>
        {Extension ? (
          <Extension
            state={state}
            extendWindowMs={auction.extendWindowMs}
            extendCapMs={auction.extendCapMs}
            announces
          >
            {name}
          </Extension>
        ) : (
          name
        )}
      </p>
      <p
        role="timer"
        aria-live="off"
        translate="no"
        className={cn(
          'num text-[1.375rem] font-bold md:text-xl',
          isSoon && !auction.isNational && 'text-amber',
        )}
      >
        {formatTimeLeft(left, locale)}
      </p>
      <p className="num text-xs text-soft">{t(waits ? 'startsAt' : 'endsAt', { time })}</p>
    </div>
  );
}

/** A bar that drains during the last ten minutes. Before that only its place is kept. */
function LastTenMinutes() {
  const t = useTranslations('auction.panel');
  const { auction, state } = useAuction();
  const left = Date.parse(state.endTime) - useServerNow(state.serverTime);
  return (
    <div className={cn(left > ENDING_SOON_MS && 'invisible')}>
      <Progress
        value={left / ENDING_SOON_MS}
        label={t('lastTenMinutes')}
        tone={auction.isNational ? 'live' : 'amber'}
      />
    </div>
  );
}
