import { Price } from '@/components/ui/price';
import type { AuctionState } from '@/lib/realtime/protocol';
import { CardBids, CardPill } from './card-pill';

/** A part of a card that the end of its auction changes. */
export type CardPartProps =
  | { part: 'pill'; isNational: boolean; startTime: string }
  | { part: 'price'; className: string }
  | { part: 'bids' };

/** A part of a card, by a state that is newer than the card. */
export function NewerPart({ state, shown }: { state: AuctionState; shown: CardPartProps }) {
  switch (shown.part) {
    case 'pill':
      return <CardPill {...shown} {...state} sold={state.winner !== null} />;
    case 'price':
      return <Price amount={state.price} className={shown.className} />;
    case 'bids':
      return <CardBids count={state.bidCount} />;
    default:
      return shown satisfies never;
  }
}
