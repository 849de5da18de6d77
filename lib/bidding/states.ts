import type { AuctionStatus } from '@/lib/auction-status';
import type { ErrorCode } from '@/lib/errors';
import type { BiddingEntryType } from './draft';
import type { Command } from './rules';

/*
 * The life of an auction in two tables: read them before `rules.ts`. They decide nothing; a test holds them to `decide`.
 */

/** The state of an auction by its bids and times; the stored status may be a moment behind. */
export type State = keyof typeof TRANSITIONS;

type Person = 'bidder' | 'buyer' | 'leader' | 'seller';

/** The status afterwards and the ledger entries that are written, in their order; or why the command is refused. */
type Transition = { becomes: AuctionStatus; entries: readonly `${Person} ${BiddingEntryType}`[] } | ErrorCode;

/**
 * State × command, for a command of somebody who may give it (`PERMISSIONS`), with an amount that fits and the money that
 * it takes. A leader who raises or buys is refunded first and pays like anybody else. `lowerAutoBid` is
 * sent by a leader whose maximum is above the price. `excludeBidder` excludes the leader, and
 * the bidder of the next bid has the money for it; nothing is locked if there is no such bid.
 */
export const TRANSITIONS = {
  /** Its start is ahead. */
  waiting: {
    bid: 'AUCTION_NOT_ACTIVE',
    autoBid: 'AUCTION_NOT_ACTIVE',
    lowerAutoBid: 'AUCTION_NOT_ACTIVE',
    buyNow: 'AUCTION_NOT_ACTIVE',
    closeEarly: 'AUCTION_NOT_ACTIVE',
    cancel: { becomes: 'CANCELLED', entries: [] },
    cancelByOperator: { becomes: 'CANCELLED', entries: [] },
    excludeBidder: 'NOT_FOUND',
    open: 'AUCTION_NOT_ACTIVE',
    close: 'AUCTION_NOT_ACTIVE',
  },
  /** Its start has come, and it is still stored as WAITING. No bid waits for the worker. */
  startDue: {
    bid: { becomes: 'ACTIVE', entries: ['bidder BID_LOCK'] },
    autoBid: { becomes: 'ACTIVE', entries: ['bidder BID_LOCK'] },
    lowerAutoBid: 'NOT_FOUND',
    buyNow: { becomes: 'ENDED', entries: ['buyer PAYMENT', 'seller EARNING'] },
    closeEarly: { becomes: 'ENDED', entries: [] },
    cancel: { becomes: 'CANCELLED', entries: [] },
    cancelByOperator: { becomes: 'CANCELLED', entries: [] },
    excludeBidder: 'NOT_FOUND',
    open: { becomes: 'ACTIVE', entries: [] },
    close: 'AUCTION_NOT_ACTIVE',
  },
  /** It runs, and nobody has bid. */
  running: {
    bid: { becomes: 'ACTIVE', entries: ['bidder BID_LOCK'] },
    autoBid: { becomes: 'ACTIVE', entries: ['bidder BID_LOCK'] },
    lowerAutoBid: 'NOT_FOUND',
    buyNow: { becomes: 'ENDED', entries: ['buyer PAYMENT', 'seller EARNING'] },
    closeEarly: { becomes: 'ENDED', entries: [] },
    cancel: { becomes: 'CANCELLED', entries: [] },
    cancelByOperator: { becomes: 'CANCELLED', entries: [] },
    excludeBidder: 'NOT_FOUND',
    open: 'AUCTION_NOT_ACTIVE',
    close: 'AUCTION_NOT_ACTIVE',
  },
  /** It runs, and the highest bid, or its bidder's maximum, is locked in the bidder's wallet. */
  led: {
    bid: { becomes: 'ACTIVE', entries: ['leader BID_REFUND', 'bidder BID_LOCK'] },
    autoBid: { becomes: 'ACTIVE', entries: ['leader BID_REFUND', 'bidder BID_LOCK'] },
    lowerAutoBid: { becomes: 'ACTIVE', entries: ['leader BID_REFUND', 'leader BID_LOCK'] },
    buyNow: { becomes: 'ENDED', entries: ['leader BID_REFUND', 'buyer PAYMENT', 'seller EARNING'] },
    closeEarly: { becomes: 'ENDED', entries: ['leader PAYMENT', 'seller EARNING'] },
    cancel: 'HAS_BIDS',
    cancelByOperator: { becomes: 'CANCELLED', entries: ['leader BID_REFUND'] },
    excludeBidder: { becomes: 'ACTIVE', entries: ['leader BID_REFUND', 'bidder BID_LOCK'] },
    open: 'AUCTION_NOT_ACTIVE',
    close: 'AUCTION_NOT_ACTIVE',
  },
  /** Its end has come without a bid, and it is not closed yet. */
  endDue: {
    bid: 'AUCTION_ENDED',
    autoBid: 'AUCTION_ENDED',
    lowerAutoBid: 'AUCTION_ENDED',
    buyNow: 'AUCTION_ENDED',
    closeEarly: 'AUCTION_ENDED',
    cancel: 'AUCTION_ENDED',
    cancelByOperator: { becomes: 'CANCELLED', entries: [] },
    excludeBidder: 'NOT_FOUND',
    open: 'AUCTION_NOT_ACTIVE',
    close: { becomes: 'ENDED', entries: [] },
  },
  /** Its end has come with a leader, and it is not closed yet. */
  endDueLed: {
    bid: 'AUCTION_ENDED',
    autoBid: 'AUCTION_ENDED',
    lowerAutoBid: 'AUCTION_ENDED',
    buyNow: 'AUCTION_ENDED',
    closeEarly: 'AUCTION_ENDED',
    cancel: 'AUCTION_ENDED',
    cancelByOperator: { becomes: 'CANCELLED', entries: ['leader BID_REFUND'] },
    excludeBidder: { becomes: 'ACTIVE', entries: ['leader BID_REFUND', 'bidder BID_LOCK'] },
    open: 'AUCTION_NOT_ACTIVE',
    close: { becomes: 'ENDED', entries: ['leader PAYMENT', 'seller EARNING'] },
  },
  /** Sold, unsold or cancelled, for good. */
  settled: {
    bid: 'AUCTION_ENDED',
    autoBid: 'AUCTION_ENDED',
    lowerAutoBid: 'AUCTION_ENDED',
    buyNow: 'AUCTION_ENDED',
    closeEarly: 'AUCTION_ENDED',
    cancel: 'AUCTION_ENDED',
    cancelByOperator: 'AUCTION_ENDED',
    excludeBidder: 'AUCTION_ENDED',
    open: 'AUCTION_NOT_ACTIVE',
    close: 'AUCTION_ENDED',
  },
} as const satisfies Record<string, Record<Command['kind'], Transition>>;

/**
 * What a sale that is settled at the handover writes instead of an entry of `TRANSITIONS`; null: nothing. What the winner has
 * locked stays locked, and nobody is paid yet.
 */
export const AT_HANDOVER = {
  'leader PAYMENT': null,
  'buyer PAYMENT': 'buyer BID_LOCK',
  'seller EARNING': null,
} as const satisfies { [entry in `${Person} ${BiddingEntryType}`]?: `${Person} ${BiddingEntryType}` | null };

/** The people of an auction; `barred`: blocked by the seller, or suspended. */
export const PEOPLE = ['seller', 'barred', 'other', 'operator'] as const;

/** The people who are refused although the state allows the command, and how; null for the commands of the clock. */
export const PERMISSIONS = {
  bid: { seller: 'OWN_AUCTION', barred: 'FORBIDDEN' },
  autoBid: { seller: 'OWN_AUCTION', barred: 'FORBIDDEN' },
  lowerAutoBid: { seller: 'NOT_FOUND', barred: 'NOT_FOUND', other: 'NOT_FOUND', operator: 'NOT_FOUND' },
  buyNow: { seller: 'OWN_AUCTION', barred: 'FORBIDDEN' },
  closeEarly: { barred: 'FORBIDDEN', other: 'FORBIDDEN', operator: 'FORBIDDEN' },
  cancel: { barred: 'FORBIDDEN', other: 'FORBIDDEN', operator: 'FORBIDDEN' },
  cancelByOperator: { seller: 'FORBIDDEN', barred: 'FORBIDDEN', other: 'FORBIDDEN' },
  excludeBidder: { seller: 'FORBIDDEN', barred: 'FORBIDDEN', other: 'FORBIDDEN' },
  open: null,
  close: null,
} as const satisfies Record<Command['kind'], Partial<Record<(typeof PEOPLE)[number], ErrorCode>> | null>;
