'use client';

import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext } from 'react';
import { Pill } from '@/components/ui/pill';
import { useCardState } from '@/lib/live/use-live-auction';
import type { AuctionState } from '@/lib/realtime/protocol';
import { TickingPrice } from './ticking-price';
import { TimeLeft, TimeLeftPill, UntilStart } from './time-left';

type CardFacts = {
  /** The auction as the server rendered it. */
  rendered: AuctionState;
  startTime: string;
  isNational: boolean;
};

type Card = CardFacts & { state: AuctionState; isSold: boolean };

const CardContext = createContext<Card | null>(null);

function useCard(): Card {
  const card = useContext(CardContext);
  if (!card) throw new Error('outside of a CardNow');
  return card;
}

/**
 * Keeps those parts of a card true that change at the end: when the time of its auction is over, it learns whether the
 * auction has ended or was extended.
 *
 * @param sold  whether the auction had been sold when the card was rendered
 */
export function CardNow({ sold, children, ...card }: CardFacts & { sold: boolean; children: ReactNode }) {
  const state = useCardState(card.rendered);
  return (
    <CardContext value={{ ...card, state, isSold: sold || state.winner !== null }}>{children}</CardContext>
  );
}

/** The state of the auction: when it begins, how long it runs, how it ended. */
export function CardPill() {
  const t = useTranslations('auction.state');
  const { state, isSold, rendered, startTime } = useCard();
  switch (state.status) {
    case 'ENDED':
      return <Pill tone={isSold ? 'won' : 'paper'}>{t(isSold ? 'sold' : 'unsold')}</Pill>;
    case 'CANCELLED':
      return <Pill tone="paper">{t('cancelled')}</Pill>;
    case 'WAITING':
      return (
        <UntilStart startTime={startTime} serverTime={rendered.serverTime}>
          <RunningPill />
        </UntilStart>
      );
    case 'ACTIVE':
      return <RunningPill />;
    default:
      return state.status satisfies never;
  }
}

function RunningPill() {
  const t = useTranslations('auction.kind');
  const { isNational, state, rendered } = useCard();
  const { serverTime } = rendered;
  if (!isNational) return <TimeLeftPill until={state.endTime} serverTime={serverTime} />;
  return (
    <Pill tone="live" dot>
      {/* On a narrow card the heart needs the place; the dot and the colour say it too. */}
      <span className="max-[389px]:sr-only">{t('live')}</span>
      <TimeLeft until={state.endTime} serverTime={serverTime} coarse />
    </Pill>
  );
}

export function CardPrice({ className }: { className: string }) {
  return <TickingPrice amount={useCard().state.price} className={className} />;
}

export function CardBids() {
  const t = useTranslations('auction.card');
  const { bidCount } = useCard().state;
  return bidCount === 0 ? t('noBids') : t('bids', { count: bidCount });
}
