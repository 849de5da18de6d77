/**
 * Every refusal that a caller can get, with its HTTP status in the JSON API.
 *
 * The text for people is in `messages/*.json` under `errors`, by the same code.
 */
export const ERROR_STATUS = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  BAD_CREDENTIALS: 401,
  INSUFFICIENT_BALANCE: 402,
  FORBIDDEN: 403,
  OWN_AUCTION: 403,
  NOT_FOUND: 404,
  TOO_SLOW: 408,
  BID_TOO_LOW: 409,
  BID_NOT_ON_STEP: 409,
  ABOVE_BUY_NOW: 409,
  BID_LIMIT: 409,
  AUCTION_NOT_ACTIVE: 409,
  AUCTION_ENDED: 409,
  BUY_NOW_UNAVAILABLE: 409,
  OTHER_ACCOUNT: 409,
  HAS_BIDS: 409,
  ALREADY_TAKEN: 409,
  BALANCE_LIMIT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA: 415,
  IDEMPOTENCY_MISMATCH: 422,
  RATE_LIMITED: 429,
  BUSY: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;
