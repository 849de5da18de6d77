import type { AuctionStatus } from '@/lib/auction-status';
import type { Money } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';

export type Auction = {
  id: string;
  sellerId: string;
  title: string;
  isNational: boolean;
  status: AuctionStatus;
  startPrice: Money;
  /** 0 until the first bid. */
  currentPrice: Money;
  instantPrice: Money | null;
  bidUnit: Money;
  startTime: Date;
  endTime: Date;
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

/** Smallest amount that the next bid may have. */
export function minimumNext(auction: Auction): Money {
  return auction.bidCount === 0 ? auction.startPrice : auction.currentPrice.plus(auction.bidUnit);
}

/** Why nobody can bid or buy now. Times decide, not the status that the worker sets: it may be a moment late. */
export function refusalByTime(auction: Auction, now: Date): Refusal | null {
  if (hasEnded(auction, now)) return refuse('AUCTION_ENDED');
  return now < auction.startTime ? refuse('AUCTION_NOT_ACTIVE') : null;
}

export function hasEnded(auction: Auction, now: Date): boolean {
  return isSettled(auction) || now >= auction.endTime;
}

/** Whether the auction has ended for good: nothing changes it any more. */
export function isSettled({ status }: Pick<Auction, 'status'>): boolean {
  return status === 'ENDED' || status === 'CANCELLED';
}
