import { type Money, ZERO } from '@/lib/money';
import { refuse } from '@/lib/result';
import { type Auction, hasEnded, isSettled, refusalByTime } from './auction';
import {
  type Bid,
  type BiddingEntry,
  type BiddingNotification,
  type BiddingState,
  Draft,
  type OpenedTrade,
  type OperatorRecord,
  type Outcome,
} from './draft';
import { excludeAllBids } from './exclude';
import {
  applyAutoBid,
  applyBid,
  applyLowerAutoBid,
  refusalToBuyer,
  refusalToSuspended,
  refusalWithout,
} from './lead';

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
  /** The trade that begins with the sale. */
  trade: OpenedTrade | null;
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
    trade: draft.trade,
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
      return applyBid(draft, command.userId, command.amount, now);
    case 'autoBid':
      return applyAutoBid(draft, command.userId, command.maximum, now);
    case 'lowerAutoBid':
      return applyLowerAutoBid(draft, command.userId, now);
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
  if (auction.settlement === 'handover') {
    draft.move(userId, 'BID_LOCK', price.neg(), price, null);
  } else {
    draft.move(userId, 'PAYMENT', price.neg(), ZERO, null);
    draft.move(auction.sellerId, 'EARNING', price, ZERO, null);
  }
  return sold(draft, { winnerId: userId, price }, now);
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
  const isPaidLater = auction.settlement === 'handover';
  const rest = isPaidLater ? draft.keepHeld() : draft.payHeld();
  if (!isPaidLater) draft.move(auction.sellerId, 'EARNING', auction.currentPrice, ZERO, auction.currentPrice);
  return sold(draft, { winnerId: auction.leaderId, price: auction.currentPrice, rest }, now);
}

/** @param rest  what the winner got back of their maximum */
function sold(
  draft: Draft,
  { winnerId, price, rest = ZERO }: { winnerId: string; price: Money; rest?: Money },
  now: Date,
): Outcome {
  if (draft.auction.settlement === 'handover') draft.trade = { buyerId: winnerId, price };
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
