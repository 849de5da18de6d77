import { type Money, toWire, won, ZERO } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';
import { type Auction, hasEnded, isSettled, minimumNext, refusalByTime } from './auction';
import { type BidFault, type BidRule, bidFault, leadersRule, maximumFault } from './bid-amount';
import {
  type Bid,
  type BiddingEntry,
  type BiddingNotification,
  type BiddingState,
  Draft,
  type OperatorRecord,
} from './draft';
import { excludeAllBids } from './exclude';

/** A request of a person, an operator or the clock to one auction. */
export type Command =
  | { kind: 'bid'; userId: string; amount: Money }
  /** Bids the smallest amount that leads, and answers other bids up to the maximum. */
  | { kind: 'autoBid'; userId: string; maximum: Money }
  /** Lowers the leader's maximum to the price: the automatic bid ends, and the bid stands. */
  | { kind: 'lowerAutoBid'; userId: string }
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

/** What one command of a batch did to the auction. `leaderStopped`: see `Draft.leaderIsStopped`, before the command. */
export type Step = { before: Auction; after: Auction; holdAfter: Money | null; leaderStopped: boolean };

export type Decision = {
  state: BiddingState;
  entries: BiddingEntry[];
  bids: Bid[];
  /** Bids of the earlier state that do not count any more. */
  excluded: Bid[];
  notifications: BiddingNotification[];
  acts: OperatorRecord[];
  outcomes: Outcome[];
  /** One for each outcome, same order. */
  steps: Step[];
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
  const draft = new Draft(state, now);
  const steps: Step[] = [];
  const outcomes = commands.map((command) => {
    const { auction: before, leaderIsStopped: leaderStopped } = draft;
    draft.begin();
    const outcome = apply(draft, command, now);
    steps.push({ before, after: draft.auction, holdAfter: draft.hold, leaderStopped });
    return outcome;
  });
  const { auction, hold, wallets, standing } = draft;
  return {
    state: { ...state, auction, hold, wallets, standing },
    entries: draft.entries,
    bids: draft.bids,
    excluded: draft.excluded,
    notifications: worthTelling(draft.notifications, draft.auction.leaderId),
    acts: draft.acts,
    outcomes,
    steps,
  };
}

/**
 * The newest notification of each kind for each person: in a storm nobody wants forty. A bidder who was outbid and leads
 * again at the end need not hear of it, and neither need a bidder hear that their automatic bid answered if it was beaten later.
 */
function worthTelling(
  notifications: readonly BiddingNotification[],
  leaderId: string | null,
): BiddingNotification[] {
  const newest = new Map(
    notifications.map((notification) => [`${notification.recipientId}:${notification.kind}`, notification]),
  );
  return [...newest.values()].filter(({ kind, recipientId }) => {
    if (kind === 'OUTBID') return recipientId !== leaderId;
    return kind !== 'AUTO_RAISED' || recipientId === leaderId;
  });
}

function apply(draft: Draft, command: Command, now: Date): Outcome {
  switch (command.kind) {
    case 'bid':
      return bid(draft, command.userId, command.amount, now);
    case 'autoBid':
      return autoBid(draft, command.userId, command.maximum, now);
    case 'lowerAutoBid':
      return lowerAutoBid(draft, command.userId, now);
    case 'buyNow':
      return buyNow(draft, command.userId, now);
    case 'closeEarly':
      return closeEarly(draft, command.userId, now);
    case 'cancel':
      return cancel(draft, command.userId, now);
    case 'cancelByOperator':
      return cancelByOperator(draft, command, now);
    case 'excludeBidder':
      return excludeAllBids(draft, command);
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
  const refusal = refusalToBuyer(draft, userId, now);
  if (refusal) return refusal;
  const fault = bidFault(toWire(amount), bidRuleOf(draft.auction));
  if (fault) return refusalOf(fault);
  const { leaderId } = draft.auction;
  if (leaderId === userId) return raiseOwnBid(draft, userId, amount);
  return challenge(draft, { userId, limit: amount, bidsAtOnce: () => amount });
}

/**
 * The leader's automatic bid gets another maximum, without a trace for others. Anybody else challenges the leader with it.
 */
function autoBid(draft: Draft, userId: string, maximum: Money, now: Date): Outcome {
  const { auction, hold } = draft;
  const leads = auction.leaderId === userId;
  // Lowering frees money: those who may not bid here any more can do it too.
  const lowers = leads && hold !== null && maximum.lte(hold);
  const refusal = lowers ? refusalByTime(auction, now) : refusalToBuyer(draft, userId, now);
  if (refusal) return refusal;
  const rule = bidRuleOf(auction);
  const fault = maximumFault(toWire(maximum), leads ? leadersRule(toWire(auction.currentPrice), rule) : rule);
  if (fault) return refusalOf(fault);
  if (leads) return holdInstead(draft, userId, maximum);
  const step = auction.bidUnit;
  return challenge(draft, {
    userId,
    limit: maximum,
    bidsAtOnce: (beaten) => beaten?.plus(step) ?? auction.startPrice,
  });
}

function lowerAutoBid(draft: Draft, userId: string, now: Date): Outcome {
  const closed = refusalByTime(draft.auction, now);
  if (closed) return closed;
  if (draft.auction.leaderId !== userId) return refuse('NOT_FOUND');
  return holdInstead(draft, userId, draft.auction.currentPrice);
}

/** Locks another amount for the leader. Price, history and version stay. */
function holdInstead(draft: Draft, userId: string, amount: Money): Outcome {
  const refusal = refusalWithout(draft, userId, amount);
  if (refusal) return refusal;
  if (!draft.hold?.eq(amount)) {
    draft.releaseHold();
    draft.lockHold(userId, amount, draft.auction.currentPrice);
  }
  return { ok: true, auction: draft.auction, bid: null };
}

/** The leader bids more. Up to their maximum no money moves; a bid above it ends the automatic bid. */
function raiseOwnBid(draft: Draft, userId: string, amount: Money): Outcome {
  const refusal = refusalWithout(draft, userId, amount);
  if (refusal) return refusal;
  if (draft.hold?.lt(amount)) {
    draft.releaseHold();
    draft.lockHold(userId, amount, amount);
  }
  return raised(draft, { leaderId: userId, bid: draft.place(userId, amount) });
}

/**
 * Somebody who does not lead bids up to a limit. The leader's automatic bid answers as long as it can: the result of a climb
 * step by step is computed at once. A tie is the leader's, whose maximum was there first.
 *
 * @param bidsAtOnce  the challenger's bid if they win, from the leader's limit that it beats; null where nobody leads
 */
function challenge(
  draft: Draft,
  {
    userId,
    limit,
    bidsAtOnce,
  }: { userId: string; limit: Money; bidsAtOnce: (beaten: Money | null) => Money },
): Outcome {
  const refusal = refusalWithout(draft, userId, limit);
  if (refusal) return refusal;
  const { leaderId, currentPrice, bidUnit } = draft.auction;
  if (leaderId === null) return overtake(draft, { userId, limit, amount: bidsAtOnce(null) });

  const { leadersLimit } = draft;
  if (limit.gt(leadersLimit)) {
    if (leadersLimit.gt(currentPrice)) draft.place(leaderId, leadersLimit, 'AUTO');
    return overtake(draft, { userId, limit, amount: bidsAtOnce(leadersLimit), beaten: leadersLimit });
  }
  const attack = limit.lt(leadersLimit) ? draft.place(userId, limit) : null;
  const answer = draft.place(leaderId, attack ? limit.plus(bidUnit) : leadersLimit, 'AUTO');
  draft.notify(leaderId, 'AUTO_RAISED', answer.amount);
  return raised(draft, { leaderId, bid: answer, answerTo: attack });
}

/** The challenger leads: the former leader, if there is one, gets all of their money back. */
function overtake(
  draft: Draft,
  { userId, limit, amount, beaten }: { userId: string; limit: Money; amount: Money; beaten?: Money },
): Outcome {
  const { leaderId } = draft.auction;
  if (leaderId !== null) {
    draft.releaseHold(beaten);
    draft.notify(leaderId, 'OUTBID', amount);
  }
  draft.lockHold(userId, limit, amount);
  return raised(draft, { leaderId: userId, bid: draft.place(userId, amount) });
}

/**
 * The auction with its new price.
 *
 * @param bid       the bid that leads
 * @param answerTo  the challenger's bid that it answers, null for a tie; left out where the command's own bid leads
 */
function raised(
  draft: Draft,
  { leaderId, bid, answerTo = bid }: { leaderId: string; bid: Bid; answerTo?: Bid | null },
): Outcome {
  const { auction } = draft;
  const placed = draft.bids.filter(({ version }) => version === bid.version).length;
  const next = draft.advance({
    status: 'ACTIVE',
    currentPrice: bid.amount,
    leaderId,
    bidCount: auction.bidCount + placed,
  });
  draft.notify(auction.sellerId, 'NEW_BID', bid.amount);
  return { ok: true, auction: next, bid: answerTo };
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
  const poor = refusalWithout(draft, userId, price);
  if (poor) return poor;

  if (auction.leaderId && auction.leaderId !== userId) {
    draft.notify(auction.leaderId, 'REFUNDED_BY_BUY_NOW', draft.hold);
  }
  draft.releaseHold();
  draft.move(userId, 'PAYMENT', price.neg(), ZERO, null);
  draft.move(auction.sellerId, 'EARNING', price, ZERO, null);
  return sold(draft, { winnerId: userId, price }, now);
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

/** The refusal of somebody who has less than this amount. A leader also has what is locked for them, since it is refunded first. */
function refusalWithout(draft: Draft, userId: string, amount: Money): Refusal | null {
  const { balance } = draft.wallet(userId);
  const available = draft.auction.leaderId === userId ? balance.plus(draft.hold ?? ZERO) : balance;
  return available.lt(amount) ? { ok: false, code: 'INSUFFICIENT_BALANCE', available } : null;
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
  const rest = draft.payHeld();
  draft.move(auction.sellerId, 'EARNING', auction.currentPrice, ZERO, auction.currentPrice);
  return sold(draft, { winnerId: auction.leaderId, price: auction.currentPrice, rest }, now);
}

/** @param rest  what the winner got back of their maximum */
function sold(
  draft: Draft,
  { winnerId, price, rest = ZERO }: { winnerId: string; price: Money; rest?: Money },
  now: Date,
): Outcome {
  draft.notify(winnerId, 'WON', price, rest.gt(ZERO) ? { rest } : {});
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
  draft.releaseHold();
  if (auction.leaderId) {
    draft.notify(auction.leaderId, 'AUCTION_CANCELLED', auction.currentPrice);
  }
  draft.notify(auction.sellerId, 'ITEM_REMOVED', null, { reason });
  draft.acts.push({ operatorId, act: 'CANCEL_AUCTION', reason });
  return { ok: true, auction: draft.advance({ status: 'CANCELLED', endedAt: now }), bid: null };
}

function open(draft: Draft, now: Date): Outcome {
  const { auction } = draft;
  if (auction.status !== 'WAITING' || now < auction.startTime) return refuse('AUCTION_NOT_ACTIVE');
  return { ok: true, auction: draft.advance({ status: 'ACTIVE' }), bid: null };
}
