import type { ItemCondition, ShippingPayer } from '@/lib/auctions/item-terms';
import type { ErrorCode } from '@/lib/errors';
import type { ReportReason } from '@/lib/reports/reasons';
import type { Picture } from './draw-picture';

/** An auction of the demo market: the listing as its seller wrote it, and its lifecycle. Money in won. */
export type DemoItem = {
  /** Username. */
  seller: string;
  title: string;
  description: string;
  category: string;
  condition: ItemCondition;
  shippingPayer: ShippingPayer;
  isNational?: boolean;
  startPrice: number;
  /** 1,000 when absent. */
  bidUnit?: number;
  instantPrice?: number;
  pictures: readonly Picture[];
  lifecycle: Lifecycle;
  questions?: readonly DemoQuestion[];
  reports?: readonly DemoReport[];
  /** Usernames, besides those chosen at random. */
  savedBy?: readonly string[];
};

export type Lifecycle = Live | Waiting | Sold | BoughtNow | Unsold | Cancelled;

/** `price` is the highest bid; it is on a step, at least `bids` - 1 steps above the start price. */
type Bidding = {
  bids: number;
  price: number;
  /** Usernames of the last bidders, the highest first. The others are chosen at random. */
  lastBidders?: readonly string[];
};

/** What happened in an auction, act by act in order of time, instead of bids that are chosen at random. */
type Scripted = { script: readonly DemoAct[] };

export type DemoAct = {
  /** Username. */
  by: string;
  /** Seconds before the planned end, or before now in a live auction. Below zero, after a planned end that was extended. */
  secondsBefore: number;
  /** The amount of a bid, or the maximum of an automatic one. */
  bid?: number;
  upTo?: number;
  /** The code with which it was refused. */
  refused?: ErrorCode;
};

/** Its start is `lastsHours` before its end or, for an item listed today, `listedMinutesAgo` ago. */
export type Live = { state: 'live'; endsInMinutes: number } & (
  | { lastsHours: number }
  | { listedMinutesAgo: number }
) &
  (Bidding | { bids: 0 } | Scripted);

export type Waiting = {
  state: 'waiting';
  startsInMinutes: number;
  lastsHours: number;
  listedHoursAgo: number;
};

type Ended = { daysAgo: number; lastsDays: number };

export type Sold = Ended & { state: 'sold'; closedEarly?: boolean; review?: DemoReview | 'drawn' } & (
    | Bidding
    | Scripted
  );

/** Ends by a buy-now; the leader until then was refunded. */
export type BoughtNow = Ended & {
  state: 'boughtNow';
  buyer: string;
  review?: DemoReview | 'drawn';
} & (Bidding | { bids: 0 });

export type Unsold = Ended & { state: 'unsold' };

/** Cancelled by the seller before the first bid, or by an operator, with a reason, at any time. */
export type Cancelled = Ended & { state: 'cancelled' } & (
    | { bids: 0 }
    | (Bidding & { operatorReason: string })
  );

export type DemoReview = { rating: number; content: string; answer?: string };

export type DemoQuestion = {
  /** Username. */
  by: string;
  minutesAgo: number;
  content: string;
  answer?: { minutesAgo: number; content: string };
};

/** A report that waits for an operator. */
export type DemoReport = {
  /** Username. */
  by: string;
  minutesAgo: number;
  reason: ReportReason;
  detail: string;
};
