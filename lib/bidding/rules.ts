import { type Money, toWire, won, ZERO } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';
import { type Auction, hasEnded, isSettled, minimumNext, refusalByTime } from './auction';
import { type BidFault, type BidRule, bidFault } from './bid-amount';
import {
  type Bid,
  type BiddingEntry,
  type BiddingNotification,
  type BiddingState,
  Draft,
  type OperatorRecord,
} from './draft';

/** A request of a person, or of the clock, to one auction. */
export type Command =
  | { kind: 'bid'; userId: string; amount: Money }
  | { kind: 'buyNow'; userId: string }
  | { kind: 'closeEarly'; userId: string }
  | { kind: 'cancel'; userId: string }
  | { kind: 'cancelByOperator'; operatorId: string; reason: string }
  /** The only command after which the price may be lower. It is settled in a batch of its own. */
  | { kind: 'excludeBidder'; operatorId: string; bidderId: string; reason: string }
  | { kind: 'open' }
  | { kind: 'close' };

/** `auction` is the state right after this very command, not after the batch. */
export type Outcome = { ok: true; auction: Auction; bid: Bid | null } | Refusal;

export type Decision = {
  state: BiddingState;
  entries: BiddingEntry[];
  bids: Bid[];
  /** Bids of the earlier state that do not count any more. */
  excluded: Bid[];
  notifications: BiddingNotification[];
  acts: OperatorRecord[];
  outcomes: Outcome[];
};

/**
 * Folds commands over one auction, in arrival order, without touching the outside world.
 *
 * A refused command changes nothing and leaves the others alone.
 *
 * @param state  the auction and every wallet the commands may move, as locked
 * @param now    the database's clock, read after the locks were taken
 * @returns the new state, the ledger entries that lead to it, and one outcome per command, same order
 */
export function decide(state: BiddingState, commands: readonly Command[], now: Date): Decision {
  const draft = new Draft(state);
  const outcomes = commands.map((command) => apply(draft, command, now));
  return {
    state: { ...state, auction: draft.auction, wallets: draft.wallets, standing: draft.standing },
    entries: draft.entries,
    bids: draft.bids,
    excluded: draft.excluded,
    notifications: worthTelling(draft.notifications, draft.auction.leaderId),
    acts: draft.acts,
    outcomes,
  };
}

/**
 * The newest notification of each kind for each person: in a storm nobody wants forty. A bidder who was outbid and leads
 * again at the end need not hear of it.
 */
function worthTelling(
  notifications: readonly BiddingNotification[],
  leaderId: string | null,
): BiddingNotification[] {
  const newest = new Map(
    notifications.map((notification) => [`${notification.recipientId}:${notification.kind}`, notification]),
  );
  return [...newest.values()].filter(
    ({ kind, recipientId }) => kind !== 'OUTBID' || recipientId !== leaderId,
  );
}

function apply(draft: Draft, command: Command, now: Date): Outcome {
  switch (command.kind) {
    case 'bid':
      return bid(draft, command.userId, command.amount, now);
    case 'buyNow':
      return buyNow(draft, command.userId, now);
    case 'closeEarly':
      return closeEarly(draft, command.userId, now);
    case 'cancel':
      return cancel(draft, command.userId, now);
    case 'cancelByOperator':
      return cancelByOperator(draft, command, now);
    case 'excludeBidder':
      return excludeBidder(draft, command);
    case 'open':
      return open(draft, now);
    case 'close':
      return closeOnTime(draft, now);
    default: {
      const unknown: never = command;
      throw new Error(`unknown command ${JSON.stringify(unknown)}`);
    }
  }
}

function bid(draft: Draft, userId: string, amount: Money, now: Date): Outcome {
  const { auction } = draft;
  const refusal = refusalToBuyer(draft, userId, now);
  if (refusal) return refusal;
  const fault = bidFault(toWire(amount), bidRuleOf(auction));
  if (fault) return refusalOf(fault);
  const leads = auction.leaderId === userId;
  const available = availableTo(draft, userId);
  if (available.lt(amount)) return { ok: false, code: 'INSUFFICIENT_BALANCE', available };

  if (auction.leaderId) {
    draft.release(auction.leaderId, auction.currentPrice);
    if (!leads) draft.notify(auction.leaderId, 'OUTBID', amount);
  }
  draft.move(userId, 'BID_LOCK', amount.neg(), amount, amount);
  const next = draft.advance({
    status: 'ACTIVE',
    currentPrice: amount,
    leaderId: userId,
    bidCount: auction.bidCount + 1,
  });
  const placed: Bid = { bidderId: userId, amount, version: next.version };
  draft.place(placed);
  draft.notify(auction.sellerId, 'NEW_BID', amount);
  return { ok: true, auction: next, bid: placed };
}

function bidRuleOf(auction: Auction): BidRule {
  return {
    startPrice: toWire(auction.startPrice),
    minimumNext: toWire(minimumNext(auction)),
    bidUnit: toWire(auction.bidUnit),
    instantPrice: auction.instantPrice && toWire(auction.instantPrice),
  };
}

function refusalOf(fault: BidFault): Refusal {
  switch (fault.code) {
    case 'ABOVE_BUY_NOW':
      return { ok: false, code: fault.code, instantPrice: won(fault.instantPrice) };
    case 'BID_LIMIT':
      return refuse(fault.code);
    case 'BID_TOO_LOW':
      return { ok: false, code: fault.code, minimum: won(fault.minimum) };
    case 'BID_NOT_ON_STEP':
      return { ok: false, code: fault.code, nearest: won(fault.nearest) };
    default:
      return fault satisfies never;
  }
}

function buyNow(draft: Draft, userId: string, now: Date): Outcome {
  const { auction } = draft;
  const refusal = refusalToBuyer(draft, userId, now);
  if (refusal) return refusal;
  const price = auction.instantPrice;
  if (!price || auction.currentPrice.gte(price)) return refuse('BUY_NOW_UNAVAILABLE');
  const leads = auction.leaderId === userId;
  const available = availableTo(draft, userId);
  if (available.lt(price)) return { ok: false, code: 'INSUFFICIENT_BALANCE', available };

  if (auction.leaderId) {
    draft.release(auction.leaderId, auction.currentPrice);
    if (!leads) draft.notify(auction.leaderId, 'REFUNDED_BY_BUY_NOW', auction.currentPrice);
  }
  draft.move(userId, 'PAYMENT', price.neg(), ZERO, null);
  draft.move(auction.sellerId, 'EARNING', price, ZERO, null);
  return sold(draft, userId, price, now);
}

/** Why somebody can neither bid nor buy. */
function refusalToBuyer(draft: Draft, userId: string, now: Date): Refusal | null {
  const closed = refusalByTime(draft.auction, now);
  if (closed) return closed;
  if (userId === draft.auction.sellerId) return refuse('OWN_AUCTION');
  return refusalToSuspended(draft, userId) ?? (draft.barred?.has(userId) ? refuse('FORBIDDEN') : null);
}

function refusalToSuspended({ suspended }: Draft, userId: string): Refusal | null {
  return suspended?.has(userId) ? { ok: false, code: 'FORBIDDEN', reason: 'SUSPENDED' } : null;
}

/** The money that somebody can bid or pay with: a leader's own bid is refunded first. */
function availableTo(draft: Draft, userId: string): Money {
  const { balance } = draft.wallet(userId);
  return draft.auction.leaderId === userId ? balance.plus(draft.auction.currentPrice) : balance;
}

function closeEarly(draft: Draft, userId: string, now: Date): Outcome {
  if (userId !== draft.auction.sellerId) return refuse('FORBIDDEN');
  return refusalToSuspended(draft, userId) ?? refusalByTime(draft.auction, now) ?? close(draft, now);
}

/** The clock's command. Only the database's `now`, read under the lock, decides whether the end has come. */
function closeOnTime(draft: Draft, now: Date): Outcome {
  const { auction } = draft;
  if (isSettled(auction)) return refuse('AUCTION_ENDED');
  if (now < auction.endTime) return refuse('AUCTION_NOT_ACTIVE');
  return close(draft, now);
}

function close(draft: Draft, now: Date): Outcome {
  const { auction } = draft;
  if (!auction.leaderId) {
    draft.notify(auction.sellerId, 'UNSOLD', null);
    return { ok: true, auction: draft.advance({ status: 'ENDED', endedAt: now }), bid: null };
  }
  draft.move(auction.leaderId, 'PAYMENT', ZERO, auction.currentPrice.neg(), auction.currentPrice);
  draft.move(auction.sellerId, 'EARNING', auction.currentPrice, ZERO, auction.currentPrice);
  return sold(draft, auction.leaderId, auction.currentPrice, now);
}

function sold(draft: Draft, winnerId: string, price: Money, now: Date): Outcome {
  draft.notify(winnerId, 'WON', price);
  draft.notify(draft.auction.sellerId, 'SOLD', price);
  const next = draft.advance({ status: 'ENDED', winnerId, finalPrice: price, endedAt: now });
  return { ok: true, auction: next, bid: null };
}

function cancel(draft: Draft, userId: string, now: Date): Outcome {
  const { auction } = draft;
  if (userId !== auction.sellerId) return refuse('FORBIDDEN');
  if (hasEnded(auction, now)) return refuse('AUCTION_ENDED');
  if (auction.bidCount > 0) return refuse('HAS_BIDS');
  return { ok: true, auction: draft.advance({ status: 'CANCELLED', endedAt: now }), bid: null };
}

function cancelByOperator(
  draft: Draft,
  { operatorId, reason }: Extract<Command, { kind: 'cancelByOperator' }>,
  now: Date,
): Outcome {
  const { auction } = draft;
  if (draft.notOperators?.has(operatorId)) return refuse('FORBIDDEN');
  if (isSettled(auction)) return refuse('AUCTION_ENDED');
  if (auction.leaderId) {
    draft.release(auction.leaderId, auction.currentPrice);
    draft.notify(auction.leaderId, 'AUCTION_CANCELLED', auction.currentPrice);
  }
  draft.notify(auction.sellerId, 'ITEM_REMOVED', null, reason);
  draft.acts.push({ operatorId, act: 'CANCEL_AUCTION', reason });
  return { ok: true, auction: draft.advance({ status: 'CANCELLED', endedAt: now }), bid: null };
}

/**
 * Excludes all bids of one person. If they lead, the lead goes to the highest remaining bid that can take it; the bids above
 * that one, of people who may not lead or lack the money, do not count any more either.
 */
function excludeBidder(
  draft: Draft,
  { operatorId, bidderId, reason }: Extract<Command, { kind: 'excludeBidder' }>,
): Outcome {
  const { auction } = draft;
  if (draft.notOperators?.has(operatorId)) return refuse('FORBIDDEN');
  if (isSettled(auction)) return refuse('AUCTION_ENDED');
  if (draft.standing.length !== auction.bidCount) throw new Error('not all bids that count were read');
  const theirs = draft.standing.filter((bid) => bid.bidderId === bidderId);
  if (theirs.length === 0) return refuse('NOT_FOUND');

  const led = auction.leaderId === bidderId;
  if (led) draft.release(bidderId, auction.currentPrice);
  draft.exclude(theirs);
  draft.notify(bidderId, 'BIDS_EXCLUDED', led ? auction.currentPrice : null, reason);
  const lapsed = led ? passLead(draft) : [];
  const after = draft.advance({
    bidCount: draft.standing.length,
    historyVersion: auction.version + 1,
  });
  draft.notify(
    auction.sellerId,
    'LEADER_EXCLUDED',
    after.leaderId ? after.currentPrice : after.startPrice,
    reason,
  );
  draft.acts.push({
    operatorId,
    act: 'EXCLUDE_BIDDER',
    reason,
    detail: {
      bidder: bidderId,
      excluded: theirs.length,
      lapsed: lapsed.length,
      priceBefore: toWire(auction.currentPrice),
      priceAfter: toWire(after.currentPrice),
      leaderAfter: after.leaderId,
    },
  });
  return { ok: true, auction: after, bid: null };
}

/** Finds the next leader from the highest bid down and locks their bid again. Returns the bids that were passed over. */
function passLead(draft: Draft): Bid[] {
  const canTakeIt = ({ bidderId, amount }: Bid) =>
    !draft.barred?.has(bidderId) && draft.wallet(bidderId).balance.gte(amount);
  const next = draft.standing.findLast(canTakeIt);
  const lapsed = draft.standing.filter(({ amount }) => !next || amount.gt(next.amount));
  draft.exclude(lapsed);
  for (const { bidderId, amount } of lapsed) {
    if (!draft.barred?.has(bidderId)) draft.notify(bidderId, 'BID_LAPSED', amount);
  }
  if (next) {
    draft.move(next.bidderId, 'BID_LOCK', next.amount.neg(), next.amount, next.amount);
    draft.notify(next.bidderId, 'LEAD_PASSED', next.amount);
  }
  draft.auction = {
    ...draft.auction,
    currentPrice: next?.amount ?? ZERO,
    leaderId: next?.bidderId ?? null,
  };
  return lapsed;
}

function open(draft: Draft, now: Date): Outcome {
  const { auction } = draft;
  if (auction.status !== 'WAITING' || now < auction.startTime) return refuse('AUCTION_NOT_ACTIVE');
  return { ok: true, auction: draft.advance({ status: 'ACTIVE' }), bid: null };
}
