import type { FormAction } from '@/components/action/use-form-action';
import type { ErrorCode } from '@/lib/errors';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';

/** A refusal as a browser gets it; amounts are whole won. */
export type WireRefusal = {
  code: Exclude<ErrorCode, 'OTHER_ACCOUNT'>;
  minimum?: number;
  nearest?: number;
  instantPrice?: number;
  available?: number;
  retryAfterSeconds?: number;
};

/**
 * What became of something that a person asked of an auction; `spendable` is what they could bid here now, what their
 * own bid holds included.
 */
export type AuctionAnswer =
  | { outcome: 'none' }
  /** Asked once more before it is sent: only where no script has asked already. */
  | { outcome: 'confirm'; amount: number }
  | {
      outcome: 'refused';
      amount: number | null;
      /** What stood in the field, where it was no amount. */
      typed: string | null;
      refusal: WireRefusal;
      spendable: number | null;
    }
  | { outcome: 'done'; state: AuctionState; bid: PublicBid | null; spendable: number };

export const NO_ANSWER: AuctionAnswer = { outcome: 'none' };

/** A server action on one auction, bound to its id. */
export type AuctionAction = FormAction<AuctionAnswer>;

export type AuctionActions = {
  placeBid: AuctionAction;
  buyNow: AuctionAction;
  closeEarly: AuctionAction;
  cancel: AuctionAction;
};

/** Names of the fields that the forms of an auction post. */
export const BID_FIELDS = {
  amount: 'amount',
  /** The amount that the person has confirmed, when it had to be asked once more. */
  confirmed: 'confirmed',
  /** The price that the person saw, against which the amount looks large or not. */
  seenPrice: 'seenPrice',
} as const;
