import type { AuctionStatus } from '@/lib/auction-status';
import { type Money, toWire, won } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';
import { smallestBid } from './bid-amount';

export type Auction = {
  id: string;
  sellerId: string;
  title: string;
  isNational: boolean;
  /** handover: the price stays locked for the winner's trade; close: the seller is paid at the close. */
  settlement: 'handover' | 'close';
  /** How the goods change hands. */
  method: 'MEET' | 'PARCEL';
  status: AuctionStatus;
  startPrice: Money;
  /** 0 until the first bid. */
  currentPrice: Money;
  instantPrice: Money | null;
  bidUnit: Money;
  startTime: Date;
  /** Bids are taken until then; `softClose` moves it. */
  endTime: Date;
  /** The end as it was listed. */
  originalEndTime: Date;
  /** A change of the leader within this time before the end moves the end; 0 for a hard close. */
  extendWindowMs: number;
  /** The end can be moved to this long after the original end, and no further. */
  extendCapMs: number;
  /** How often the end has been moved. */
  extensions: number;
  leaderId: string | null;
  winnerId: string | null;
  /** The price that the winner paid. */
  finalPrice: Money | null;
  bidCount: number;
  version: number;
  /** The version at which bids were last excluded; 0 if none ever was. */
  historyVersion: number;
  endedAt: Date | null;
};

/** The prices of an auction that decide which amounts it takes. */
export type Prices = Pick<Auction, 'startPrice' | 'currentPrice' | 'bidCount' | 'bidUnit' | 'instantPrice'>;

/** Smallest amount that the next bid may have; zero (`NO_BID_LEFT`) where no bid is possible. */
export function minimumNext({ startPrice, currentPrice, bidCount, bidUnit, instantPrice }: Prices): Money {
  const minimum = smallestBid({
    startPrice: toWire(startPrice),
    highest: bidCount === 0 ? null : toWire(currentPrice),
    bidUnit: toWire(bidUnit),
    instantPrice: instantPrice && toWire(instantPrice),
  });
  return won(minimum);
}

/** Why nobody can bid or buy now. Times decide, not the status that the worker sets: it may be a moment late. */
export function refusalByTime(auction: Auction, now: Date): Refusal | null {
  if (hasEnded(auction, now)) return refuse('AUCTION_ENDED');
  return now < auction.startTime ? refuse('AUCTION_NOT_ACTIVE') : null;
}

export function hasEnded(auction: Auction, now: Date): boolean {
  return isSettled(auction) || now >= auction.endTime;
}

/**
 * When it ends, or when it ended: buying now, closing early and cancelling come before the planned end. Where the worker was
 * late, the planned end counts, because nobody could bid after it. The same as `endTimeSql` in `lib/auctions`.
 */
export function realEnd({ endTime, endedAt }: Pick<Auction, 'endTime' | 'endedAt'>): Date {
  return endedAt && endedAt < endTime ? endedAt : endTime;
}

/** Whether the auction has ended for good: nothing changes it any more. */
export function isSettled({ status }: Pick<Auction, 'status'>): boolean {
  return status === 'ENDED' || status === 'CANCELLED';
}
