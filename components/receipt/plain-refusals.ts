/** The codes of refused commands that a record can hold, apart from BID_TOO_LOW, which has several sentences. */
export const PLAIN_REFUSALS = [
  'BID_NOT_ON_STEP',
  'ABOVE_BUY_NOW',
  'BID_LIMIT',
  'INSUFFICIENT_BALANCE',
  'OWN_AUCTION',
  'FORBIDDEN',
  'AUCTION_NOT_ACTIVE',
  'AUCTION_ENDED',
  'BUY_NOW_UNAVAILABLE',
  'HAS_BIDS',
  'NOT_FOUND',
] as const;
