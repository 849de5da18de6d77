'use client';

import { Eye } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { ENDING_SOON_MS } from '@/components/auction/item/standing';
import { cn } from '@/components/ui/cn';
import { Pill } from '@/components/ui/pill';
import { Progress } from '@/components/ui/progress';
import type { WireCard } from '@/lib/auctions/wire';
import { groupDigits } from '@/lib/format/money';
import { formatTimeLeft } from '@/lib/format/time';
import { stateOfCard } from '@/lib/live/auction-state';
import { useServerNow } from '@/lib/live/server-clock';
import { useLiveAuction } from '@/lib/live/use-live-auction';
import type { AuctionState } from '@/lib/realtime/protocol';
import { Extension } from './extension';
import { ItemImage } from './item-image';
import { ItemMorph } from './item-morph';
import { NoPicture } from './no-picture';
import { TickingPrice } from './ticking-price';

export type LiveLotProps = {
  card: WireCard;
  categoryName: string;
  /** When the card was read, in ISO 8601. */
  serverTime: string;
  socketUrl: string;
  /** Whether it is the first of the strip: larger, with the bar and the viewers. */
  lead: boolean;
};

/** A national auction on the home page: its price ticks as bids come in. */
export function LiveAuctionCard({ card, categoryName, serverTime, socketUrl, lead }: LiveLotProps) {
  const { state, viewers } = useLiveAuction({
    auctionId: card.id,
    isNational: true,
    initialState: stateOfCard(card, serverTime),
    socketUrl,
  });
  const running = state.status === 'ACTIVE';
  return (
    <li
      className={cn(
        'relative flex overflow-hidden rounded-xl border border-line bg-surface transition-shadow duration-150 hover:shadow-raised',
        'has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-brand',
        !lead && 'lg:flex-col',
      )}
    >
      <div
        className={cn(
          'relative shrink-0 overflow-hidden bg-sunken',
          lead ? 'w-[42%] lg:min-h-80' : 'w-[36%] lg:aspect-[16/10] lg:w-full',
        )}
      >
        {card.image ? (
          <ItemMorph auctionId={card.id}>
            <ItemImage
              image={card.image}
              alt=""
              sizes={lead ? '(width >= 1024px) 210px, 42vw' : '(width >= 1024px) 340px, 36vw'}
              priority={lead}
              className="absolute inset-0 size-full object-cover"
            />
          </ItemMorph>
        ) : (
          <NoPicture />
        )}
        <LotPill running={running} sold={state.winner !== null} />
      </div>
      <div
        className={cn(
          'flex min-w-0 flex-1 flex-col justify-center p-4 lg:p-5',
          lead ? 'gap-2.5' : 'gap-2 lg:justify-start',
        )}
      >
        {lead ? <LeadWords card={card} categoryName={categoryName} /> : <LotTitle card={card} lead={false} />}
        <LotPrice state={state} startPrice={card.startPrice} lead={lead} />
        {lead ? (
          <LeadClock card={card} state={state} running={running} serverTime={serverTime} viewers={viewers} />
        ) : (
          <LotClock card={card} state={state} running={running} serverTime={serverTime} />
        )}
      </div>
    </li>
  );
}

function LotPill({ running, sold }: { running: boolean; sold: boolean }) {
  const t = useTranslations('auction');
  const place = 'absolute top-2.5 left-2.5';
  if (running) {
    return (
      <Pill tone="live" dot className={place}>
        {t('kind.live')}
      </Pill>
    );
  }
  return (
    <Pill tone={sold ? 'won' : 'paper'} className={place}>
      {t(sold ? 'state.sold' : 'state.ended')}
    </Pill>
  );
}

function LeadWords({ card, categoryName }: { card: WireCard; categoryName: string }) {
  const t = useTranslations('auction.condition');
  return (
    <>
      <p className="truncate text-sm text-soft">
        {categoryName} · {t(card.condition)}
      </p>
      <LotTitle card={card} lead />
    </>
  );
}

function LotTitle({ card, lead }: { card: WireCard; lead: boolean }) {
  return (
    <h3 className={cn('line-clamp-2', lead ? 'text-lg leading-[1.3] font-bold' : 'font-semibold lg:text-lg')}>
      <Link href={`/auctions/${card.id}`} className="outline-none after:absolute after:inset-0">
        {card.title}
      </Link>
    </h3>
  );
}

function LotPrice({ state, startPrice, lead }: { state: AuctionState; startPrice: number; lead: boolean }) {
  const t = useTranslations('auction.card');
  if (!lead) return <TickingPrice amount={state.price} size="lg" tone="live" />;
  const times = Math.floor((state.price / startPrice) * 10) / 10;
  const bids = state.bidCount === 0 ? t('noBids') : t('bids', { count: state.bidCount });
  return (
    <div>
      <TickingPrice
        amount={state.price}
        size="2xl"
        tone="live"
        className={cn('leading-none max-md:text-[1.875rem]', state.price >= 10_000_000 && 'text-xl')}
      />
      <p className="num mt-1 text-sm whitespace-normal text-soft">
        {times >= 1.1 ? `${t('timesStart', { times })} · ${bids}` : bids}
      </p>
    </div>
  );
}

type ClockProps = { card: WireCard; state: AuctionState; running: boolean; serverTime: string };

function LeadClock({ card, state, running, serverTime, viewers }: ClockProps & { viewers: number | null }) {
  const t = useTranslations('auction');
  const locale = useLocale();
  const left = Date.parse(state.endTime) - useServerNow(serverTime);
  return (
    <>
      {running ? (
        <div className={cn(left > ENDING_SOON_MS && 'invisible')}>
          <Progress value={left / ENDING_SOON_MS} label={t('panel.lastTenMinutes')} tone="live" />
        </div>
      ) : null}
      <div className="flex items-center justify-between gap-2 text-sm">
        <b className="num">
          {running && left > 0
            ? t('card.left', { time: formatTimeLeft(left, locale) })
            : t(running ? 'state.closing' : 'state.ended')}
          {running ? <LotExtension card={card} state={state} /> : null}
        </b>
        {viewers !== null && viewers > 1 ? (
          <span className="num flex items-center gap-1 text-soft">
            <Eye aria-hidden className="size-5" strokeWidth={1.8} />
            <span aria-hidden>{groupDigits(viewers)}</span>
            <span className="sr-only">{t('card.viewers', { count: viewers })}</span>
          </span>
        ) : null}
      </div>
    </>
  );
}

function LotClock({ card, state, running, serverTime }: ClockProps) {
  const t = useTranslations('auction');
  const locale = useLocale();
  const left = Date.parse(state.endTime) - useServerNow(serverTime);
  const bids = state.bidCount === 0 ? t('card.noBids') : t('card.bids', { count: state.bidCount });
  const time =
    running && left > 0
      ? t('card.timeLeft', { time: formatTimeLeft(left, locale) })
      : t(running ? 'state.closing' : 'state.ended');
  return (
    <p className="num text-xs whitespace-normal text-soft">
      {bids} · {time}
      {running ? <LotExtension card={card} state={state} /> : null}
    </p>
  );
}

function LotExtension({ card, state }: Pick<ClockProps, 'card' | 'state'>) {
  return (
    <span className="ml-1.5">
      <Extension
        state={state}
        extendWindowMs={card.extendWindowSeconds * 1_000}
        extendCapMs={card.extendCapSeconds * 1_000}
      />
    </span>
  );
}
