/** The status that is stored of an auction; `lib/bidding/states.ts` says how it changes. */
export const AUCTION_STATUSES = ['WAITING', 'ACTIVE', 'ENDED', 'CANCELLED'] as const;

export type AuctionStatus = (typeof AUCTION_STATUSES)[number];
