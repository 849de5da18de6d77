import type { ActionState, FormAction } from '@/components/action/action-state';
import type { WalletReading } from '@/lib/live/newest-wallet';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';

/** Facts that an action on an auction leaves; `bid` is the bid that was placed. */
type AuctionDone = { state: AuctionState; bid: PublicBid | null };

/** The amount of the bid, and the text of its field where that was no amount. */
type AuctionKept = { amount: number | null; typed: string | null };

/**
 * The outcome of an action on an auction. `spendable` is what the person could bid here now in whole won, with what
 * their own bid holds, and `wallet` what the header shows; both are null for a visitor.
 */
export type AuctionActionState =
  | (ActionState<AuctionDone, AuctionKept> & { spendable?: number | null; wallet?: WalletReading | null })
  /** Nothing was done: the amount has to be confirmed, which only a page without a script has not done yet. */
  | {
      outcome: 'confirm';
      amount: number;
      refusal?: undefined;
      kept: null;
      spendable?: undefined;
      wallet?: undefined;
    };

/** A server action on one auction, bound to its id. */
export type AuctionAction = FormAction<AuctionActionState>;

export type AuctionActions = {
  placeBid: AuctionAction;
  buyNow: AuctionAction;
  closeEarly: AuctionAction;
  cancel: AuctionAction;
};

/** Names of the fields that the forms of an auction post. */
export const BID_FIELDS = {
  amount: 'amount',
  /** The amount that the person has confirmed, where it had to be confirmed. */
  confirmed: 'confirmed',
  /** The price that the person saw; it decides whether the amount looks large. */
  seenPrice: 'seenPrice',
} as const;
