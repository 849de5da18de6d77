import type { ItemCondition, ShippingPayer } from '@/lib/auctions/item-terms';
import type { ReportReason } from '@/lib/reports/input';
import type { Picture } from './draw-picture';

/** An auction of the demo market: what its seller wrote, and what became of it. Money in won. */
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
  course: Course;
  questions?: readonly DemoQuestion[];
  reports?: readonly DemoReport[];
  /** Usernames, besides those who are drawn. */
  savedBy?: readonly string[];
};

export type Course = Live | Waiting | Sold | BoughtNow | Unsold | Cancelled;

/** `price` is the highest bid; it lies on a step at or above `bids` - 1 units over the start price. */
type Bidding = {
  bids: number;
  price: number;
  /** Usernames of those who bid last, the highest first. The others are drawn. */
  lastBidders?: readonly string[];
};

/** Started as long before its end as it lasts or, for what was listed today, as long ago as is said. */
export type Live = { state: 'live'; endsInMinutes: number } & (
  | { lastsHours: number }
  | { listedMinutesAgo: number }
) &
  (Bidding | { bids: 0 });

export type Waiting = {
  state: 'waiting';
  startsInMinutes: number;
  lastsHours: number;
  listedHoursAgo: number;
};

type Ended = { daysAgo: number; lastsDays: number };

export type Sold = Ended & { state: 'sold'; closedEarly?: boolean; review?: DemoReview | 'drawn' } & Bidding;

/** Ends by a buy-now; whoever led until then was refunded. */
export type BoughtNow = Ended & {
  state: 'boughtNow';
  buyer: string;
  review?: DemoReview | 'drawn';
} & (Bidding | { bids: 0 });

export type Unsold = Ended & { state: 'unsold' };

/** By the seller as long as nobody has bid; by an operator, who says why, at any time. */
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

/** A complaint that waits for an operator. */
export type DemoReport = {
  /** Username. */
  by: string;
  minutesAgo: number;
  reason: ReportReason;
  detail: string;
};
