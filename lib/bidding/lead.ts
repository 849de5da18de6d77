import { type Money, toWire, won, ZERO } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';
import { type Auction, minimumNext, refusalByTime } from './auction';
import { type BidFault, type BidRule, bidFault, leadersRule, maximumFault } from './bid-amount';
import type { Bid, Draft, Outcome } from './draft';

/*
 * Bids and maxima: who may send them, who leads afterwards, and at which price. `rules.ts` has the other commands.
 */

/** An exact bid, in whole won on the grid of the steps: the leader raises their own, anybody else challenges the leader. */
export function applyBid(draft: Draft, userId: string, amount: Money, now: Date): Outcome {
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
export function applyAutoBid(draft: Draft, userId: string, maximum: Money, now: Date): Outcome {
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

/** The leader's automatic bid ends: their bid stands at its price. NOT_FOUND for anybody else. */
export function applyLowerAutoBid(draft: Draft, userId: string, now: Date): Outcome {
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

/** Why somebody can neither bid nor buy. */
export function refusalToBuyer(draft: Draft, userId: string, now: Date): Refusal | null {
  const closed = refusalByTime(draft.auction, now);
  if (closed) return closed;
  if (userId === draft.auction.sellerId) return refuse('OWN_AUCTION');
  return refusalToSuspended(draft, userId) ?? (draft.barred?.has(userId) ? refuse('FORBIDDEN') : null);
}

export function refusalToSuspended({ suspended }: Draft, userId: string): Refusal | null {
  return suspended?.has(userId) ? { ok: false, code: 'FORBIDDEN', reason: 'SUSPENDED' } : null;
}

/** The refusal of somebody who has less than this amount. A leader also has what is locked for them, since it is refunded first. */
export function refusalWithout(draft: Draft, userId: string, amount: Money): Refusal | null {
  const { balance } = draft.wallet(userId);
  const available = draft.auction.leaderId === userId ? balance.plus(draft.hold ?? ZERO) : balance;
  return available.lt(amount) ? { ok: false, code: 'INSUFFICIENT_BALANCE', available } : null;
}
