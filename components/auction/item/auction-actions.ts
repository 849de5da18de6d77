import type { ActionState, FormAction } from '@/components/action/action-state';
import type { WalletReading } from '@/lib/live/newest-wallet';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';

/** What the field of the bid box holds: the amount of one bid, or the maximum of an automatic bid. */
export const BID_MODES = ['once', 'auto'] as const;
export type BidMode = (typeof BID_MODES)[number];

/**
 * The result of an action on an auction. `bid` is the bid that was placed, `maximum` the maximum that was sent, in won; both
 * can be null. `leading` says whether the person leads right after it; `attemptId` names the attempt.
 */
type AuctionDone = {
  state: AuctionState;
  bid: PublicBid | null;
  maximum: number | null;
  leading: boolean;
  attemptId: string | null;
};

/** The amount and the mode of the bid, and the text of the field where that was no amount. */
type AuctionKept = { amount: number | null; typed: string | null; mode: BidMode };

/** The money of the person: all null for a visitor. */
type AuctionMoney = {
  /** The most that they could bid here now in won: their free money and the money that the auction holds. */
  spendable: number | null;
  /** Won that the auction holds. */
  held: number | null;
  /** The wallet for the header. */
  wallet: WalletReading | null;
};

/** The outcome of an action on an auction. */
export type AuctionActionState =
  | (ActionState<AuctionDone, AuctionKept> & Partial<AuctionMoney>)
  /** Nothing was done: the amount has to be confirmed, which only a page without a script has not done yet. */
  | ({
      outcome: 'confirm';
      amount: number;
      mode: BidMode;
      refusal?: undefined;
      kept: null;
    } & { [Fact in keyof AuctionMoney]?: undefined });

/** A server action on one auction, bound to its id. */
export type AuctionAction = FormAction<AuctionActionState>;

export type AuctionActions = {
  /** Bids once or automatically, by the mode in the form. */
  placeBid: AuctionAction;
  stopAutoBid: AuctionAction;
  buyNow: AuctionAction;
  closeEarly: AuctionAction;
  cancel: AuctionAction;
};

/** Names of the fields that the forms of an auction post. */
export const BID_FIELDS = {
  /** The amount of a bid, or the maximum of an automatic bid. */
  amount: 'amount',
  /** A `BidMode`. */
  mode: 'mode',
  /** The amount that the person has confirmed, where it had to be confirmed. */
  confirmed: 'confirmed',
  /** The price that the person saw; it decides whether the amount looks large. */
  seenPrice: 'seenPrice',
  /** The won that the auction held when the person saw it. */
  seenHeld: 'seenHeld',
} as const;
