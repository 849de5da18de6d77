import {
  type BidFault,
  type BidRule,
  bidFault,
  leadersRule,
  maximumFault,
  NO_BID_LEFT,
} from '@/lib/bidding/bid-amount';
import { needsConfirmation } from '@/lib/bidding/large-bid';
import type { BidMode } from './auction-actions';

/** The box in which a person bids at this moment: its one field holds an amount, or the maximum of an automatic bid. */
export type BidBox = {
  mode: BidMode;
  /** The amounts that the field may hold. */
  rule: BidRule;
  /** The amount in the field until the person chooses another one. */
  suggested: number;
  /** Won of the viewer's wallet that the auction holds now. */
  held: number;
  /** The viewer's own maximum while their automatic bid can still answer; else null. */
  ownMaximum: number | null;
};

/**
 * @param chosen  the mode that the person chose; a leader whose automatic bid can still answer may only change its
 *   maximum: a bid of their own would raise the price against themselves
 * @param held    won that the auction held when the server last said so, which may be before the viewer's last bid
 */
export function bidBox(
  auction: Omit<BidRule, 'minimumNext'>,
  state: { price: number; minimumNext: number },
  { chosen, leads, held }: { chosen: BidMode; leads: boolean; held: number },
): BidBox {
  const rule = ruleOf(auction, state);
  if (!leads) return { mode: chosen, rule, suggested: state.minimumNext, held: 0, ownMaximum: null };
  const heldNow = Math.max(held, state.price);
  const ownMaximum = heldNow > state.price ? heldNow : null;
  if (ownMaximum === null && chosen === 'once') {
    return { mode: 'once', rule, suggested: state.minimumNext, held: heldNow, ownMaximum };
  }
  const next = state.minimumNext === NO_BID_LEFT ? state.price : state.minimumNext;
  return {
    mode: 'auto',
    rule: leadersRule(state.price, rule),
    suggested: ownMaximum ?? next,
    held: heldNow,
    ownMaximum,
  };
}

/** The rule that a bid on an auction must fit at this moment. */
export function ruleOf(
  { startPrice, bidUnit, instantPrice }: Omit<BidRule, 'minimumNext'>,
  { minimumNext }: Pick<BidRule, 'minimumNext'>,
): BidRule {
  return { startPrice, bidUnit, instantPrice, minimumNext };
}

/** Why the amount in the field cannot be sent; null when it can. */
export function faultIn({ mode, rule }: BidBox, amount: number): BidFault | null {
  return mode === 'auto' ? maximumFault(amount, rule) : bidFault(amount, rule);
}

/** Whether the amount has to be confirmed. One that holds no more money than before is no slip of the finger. */
export function asksFirst({ held }: Pick<BidBox, 'held'>, amount: number, price: number): boolean {
  return amount > held && needsConfirmation(amount, price);
}

/** The won that sending the amount would add to the viewer's money that is held here; below zero, the won that it would free. */
export function heldMore({ mode, held }: BidBox, amount: number): number {
  return mode === 'auto' ? amount - held : Math.max(0, amount - held);
}
