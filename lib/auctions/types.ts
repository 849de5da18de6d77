import type { AuctionStatus } from '@/lib/auction-status';
import type { Money } from '@/lib/money';
import type { Person } from '@/lib/realtime/protocol';

/**
 * What the queries of this folder answer: money as `Money`, times as `Date`, ids as decimal strings.
 * None of it names a bidder: people other than the seller are `Person`s. Whoever hands it to a
 * browser (JSON API or props of a client component) goes through `wire.ts`.
 */

/** What the list offers to look at; cancelled auctions are found by who knows to ask for them. */
export const LISTED_STATUSES = ['ACTIVE', 'WAITING', 'ENDED'] as const;

export const ITEM_CONDITIONS = ['NEW', 'USED_S', 'USED_A', 'USED_B', 'USED_C'] as const;
export type ItemCondition = (typeof ITEM_CONDITIONS)[number];

export const SHIPPING_PAYERS = ['SELLER', 'BUYER'] as const;
export type ShippingPayer = (typeof SHIPPING_PAYERS)[number];

export const LIST_SORTS = ['recent', 'ending', 'price_asc', 'price_desc', 'most_bids', 'nearest'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

export const AUCTION_KINDS = ['local', 'national'] as const;
export type AuctionKind = (typeof AUCTION_KINDS)[number];

/** A stored picture; `width` and `height` are those of the largest rendition, `blur` is a tiny data URL. */
export type ItemPicture = { key: string; width: number; height: number; blur: string };

export type CategoryName = { slug: string; nameKo: string; nameEn: string };

/** One step of 시/도 › 시/군/구 › 동. */
export type RegionStep = { code: string; name: string };

/** `score` is 0 to 100, null while there is no review. */
export type Reputation = { score: number | null; reviews: number };

export type AuctionCard = {
  id: string;
  title: string;
  /** What was paid when sold, else the highest bid, else the start price. */
  price: Money;
  startPrice: Money;
  instantPrice: Money | null;
  bidCount: number;
  status: AuctionStatus;
  startTime: Date;
  /** When it ends, or when it did end. */
  endTime: Date;
  isNational: boolean;
  condition: ItemCondition;
  category: CategoryName;
  /** Name of the narrowest region, the 동. */
  regionName: string;
  /** The first picture. */
  image: ItemPicture | null;
  watchCount: number;
  /** Whether the viewer saved it; false for a visitor. */
  watching: boolean;
  sold: boolean;
  version: number;
};

/** How the viewer stands to an auction. */
export type AuctionViewer = {
  /** Their own pseudonym in this auction, to recognise themselves among `Person`s. */
  key: string;
  isSeller: boolean;
  leading: boolean;
  /** Won that this auction holds in their wallet right now; zero unless leading. */
  locked: Money;
  watching: boolean;
  /** Their highest bid here; null when they never bid. */
  highestBid: Money | null;
  /** They won it, by bid or by buying now. */
  won: boolean;
};

export type AuctionDetail = {
  id: string;
  title: string;
  description: string;
  price: Money;
  startPrice: Money;
  /** Smallest amount a next bid may have. */
  minimumNext: Money;
  instantPrice: Money | null;
  bidUnit: Money;
  bidCount: number;
  bidderCount: number;
  leader: Person | null;
  winner: Person | null;
  status: AuctionStatus;
  startTime: Date;
  /** When it ends, or when it did end: buying now and closing early come before the planned end. */
  endTime: Date;
  endedAt: Date | null;
  createdAt: Date;
  isNational: boolean;
  condition: ItemCondition;
  shippingPayer: ShippingPayer;
  category: CategoryName & { parent: CategoryName | null };
  regionCode: string;
  /** From the widest to the narrowest; a level named like its parent (세종) appears once, by the narrower code. */
  region: RegionStep[];
  seller: { id: string; nickname: string; regionName: string; reputation: Reputation };
  images: ItemPicture[];
  watchCount: number;
  version: number;
  /** The database's clock when this was read. */
  serverTime: Date;
  /** Null for a visitor. */
  you: AuctionViewer | null;
};

/** One page of a list; `nextCursor` is null on the last one. */
export type Page<T> = { items: T[]; nextCursor: string | null };

/**
 * `similar`: how much of it was found by words like those asked for, because those themselves found little or nothing.
 */
export type ListPage = Page<AuctionCard> & { similar: 'none' | 'some' | 'all' };

/** How many there are; with `more`, at least so many. */
export type Count = { found: number; more: boolean };

/** What each choice of a filter would find, everything else as it is. */
export type ListCounts = {
  all: Count;
  /** By slug, children counted with their parents. */
  categories: Record<string, Count>;
  conditions: Record<ItemCondition, Count>;
  kinds: Record<AuctionKind | 'all', Count>;
  statuses: Record<(typeof LISTED_STATUSES)[number], Count>;
};

export type HomePage = {
  /** National auctions that run, the busiest first. */
  live: AuctionCard[];
  liveCount: number;
  /** Running local auctions near the viewer (anywhere for a visitor), the nearest and soonest first. */
  endingSoon: AuctionCard[];
  /** The newest running local auctions of `region`, the narrowest around the viewer that has some. */
  newest: { region: RegionStep | null; items: AuctionCard[] };
  serverTime: Date;
};

export const BID_STANDINGS = ['LEADING', 'OUTBID', 'WON', 'LOST', 'CANCELLED'] as const;
export type BidStanding = (typeof BID_STANDINGS)[number];

export type MyBid = {
  auction: AuctionCard;
  standing: BidStanding;
  /** Null when they bought at once without ever bidding. */
  highestBid: Money | null;
  /** Smallest amount that would lead again, while the auction runs. */
  minimumNext: Money;
  /** Won that this auction holds in their wallet right now. */
  locked: Money;
  /** Their last bid, or the moment they bought. */
  lastActedAt: Date;
  reviewed: boolean;
};

/** What similar things went for: settled sales of the same category and condition. */
export type PriceSuggestion = { median: Money; lowerQuartile: Money; upperQuartile: Money; sales: number };
