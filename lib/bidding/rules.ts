import { MAX_WON, type Money, ZERO } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';

/** What a person, or the clock, asks of one auction. */
export type Command =
  | { kind: 'bid'; userId: string; amount: Money }
  | { kind: 'buyNow'; userId: string }
  | { kind: 'closeEarly'; userId: string }
  | { kind: 'cancel'; userId: string }
  | { kind: 'cancelByOperator'; operatorId: string; reason: string }
  | { kind: 'open' }
  | { kind: 'close' };

export type AuctionStatus = 'WAITING' | 'ACTIVE' | 'ENDED' | 'CANCELLED';

export type Auction = {
  id: string;
  sellerId: string;
  title: string;
  isNational: boolean;
  status: AuctionStatus;
  startPrice: Money;
  /** 0 until the first bid. */
  currentPrice: Money;
  instantPrice: Money | null;
  bidUnit: Money;
  startTime: Date;
  endTime: Date;
  leaderId: string | null;
  winnerId: string | null;
  /** What the winner paid. */
  finalPrice: Money | null;
  bidCount: number;
  version: number;
  endedAt: Date | null;
};

export type Wallet = { id: string; userId: string; balance: Money; locked: Money };

/** The auction and every wallet that the commands may move, by user. */
export type AuctionState = {
  auction: Auction;
  wallets: ReadonlyMap<string, Wallet>;
  /** Who may not bid here: blocked by the seller, or suspended. */
  barred?: ReadonlySet<string>;
  /** Who asks as an operator and is none. */
  notOperators?: ReadonlySet<string>;
};

export type LedgerType = 'BID_LOCK' | 'BID_REFUND' | 'PAYMENT' | 'EARNING';

export type LedgerEntry = {
  walletId: string;
  type: LedgerType;
  balanceDelta: Money;
  lockedDelta: Money;
  balanceAfter: Money;
  lockedAfter: Money;
  /** Amount of the bid that the entry locks, releases or pays, which names it within its auction. */
  bidAmount: Money | null;
};

export type Bid = { bidderId: string; amount: Money; version: number };

export type NoticeKind =
  | 'OUTBID'
  | 'NEW_BID'
  | 'WON'
  | 'SOLD'
  | 'UNSOLD'
  | 'REFUNDED_BY_BUY_NOW'
  | 'AUCTION_CANCELLED';

export type Notice = { recipientId: string; kind: NoticeKind; amount: Money | null };

/** What an operator did, for the operators' log. */
export type OperatorAct = { operatorId: string; act: 'CANCEL_AUCTION'; reason: string };

/** `auction` is the state right after this very command, not after the batch. */
export type Outcome = { ok: true; auction: Auction; bid: Bid | null } | Refusal;

export type Decision = {
  state: AuctionState;
  entries: LedgerEntry[];
  bids: Bid[];
  notices: Notice[];
  acts: OperatorAct[];
  outcomes: Outcome[];
};

/** Smallest amount that the next bid may have. */
export function minimumNext(auction: Auction): Money {
  return auction.bidCount === 0 ? auction.startPrice : auction.currentPrice.plus(auction.bidUnit);
}

/**
 * Folds commands over one auction, in arrival order, without touching the outside world.
 *
 * A refused command changes nothing and leaves the others alone.
 *
 * @param state  the auction and every wallet the commands may move, as locked
 * @param now    the database's clock, read after the locks were taken
 * @returns the new state, the ledger entries that lead to it, and one outcome per command, same order
 */
export function decide(state: AuctionState, commands: readonly Command[], now: Date): Decision {
  const draft = new Draft(state);
  const outcomes = commands.map((command) => apply(draft, command, now));
  return {
    state: { ...state, auction: draft.auction, wallets: draft.wallets },
    entries: draft.entries,
    bids: draft.bids,
    notices: worthTelling(draft.notices, draft.auction.leaderId),
    acts: draft.acts,
    outcomes,
  };
}

/**
 * One notice a person and kind, the newest: in a storm nobody wants forty. Who was outbid and leads
 * again at the end was not outbid as far as they need to know.
 */
function worthTelling(notices: readonly Notice[], leaderId: string | null): Notice[] {
  const newest = new Map(notices.map((notice) => [`${notice.recipientId}:${notice.kind}`, notice]));
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
  const closed = refusalByTime(auction, now);
  if (closed) return closed;
  if (userId === auction.sellerId) return refuse('OWN_AUCTION');
  if (draft.barred?.has(userId)) return refuse('FORBIDDEN');
  // Before the minimum: just under a buy-now price every allowed bid is too low or too high,
  // and "buy now" is the answer that helps.
  if (auction.instantPrice && amount.gte(auction.instantPrice)) {
    return { ok: false, code: 'ABOVE_BUY_NOW', instantPrice: auction.instantPrice };
  }
  const minimum = minimumNext(auction);
  if (amount.lt(minimum)) return { ok: false, code: 'BID_TOO_LOW', minimum };
  const offStep = amount.minus(auction.startPrice).mod(auction.bidUnit);
  if (!offStep.eq(ZERO)) {
    return { ok: false, code: 'BID_NOT_ON_STEP', nearest: nearestStep(auction, amount, offStep) };
  }
  const wallet = draft.wallet(userId);
  const leads = auction.leaderId === userId;
  const available = leads ? wallet.balance.plus(auction.currentPrice) : wallet.balance;
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
  draft.bids.push(placed);
  draft.notify(auction.sellerId, 'NEW_BID', amount);
  return { ok: true, auction: next, bid: placed };
}

/**
 * Both neighbours are at least the minimum, which lies on a step itself; the upper may meet the buy-now price, or be more
 * than any amount may be.
 */
function nearestStep(auction: Auction, amount: Money, offStep: Money): Money {
  const lower = amount.minus(offStep);
  const upper = lower.plus(auction.bidUnit);
  if (auction.instantPrice && upper.gte(auction.instantPrice)) return lower;
  if (upper.gt(MAX_WON)) return lower;
  return offStep.times(2).lt(auction.bidUnit) ? lower : upper;
}

function buyNow(draft: Draft, userId: string, now: Date): Outcome {
  const { auction } = draft;
  const closed = refusalByTime(auction, now);
  if (closed) return closed;
  if (userId === auction.sellerId) return refuse('OWN_AUCTION');
  if (draft.barred?.has(userId)) return refuse('FORBIDDEN');
  const price = auction.instantPrice;
  if (!price || auction.currentPrice.gte(price)) return refuse('BUY_NOW_UNAVAILABLE');
  const wallet = draft.wallet(userId);
  const leads = auction.leaderId === userId;
  const available = leads ? wallet.balance.plus(auction.currentPrice) : wallet.balance;
  if (available.lt(price)) return { ok: false, code: 'INSUFFICIENT_BALANCE', available };

  if (auction.leaderId) {
    draft.release(auction.leaderId, auction.currentPrice);
    if (!leads) draft.notify(auction.leaderId, 'REFUNDED_BY_BUY_NOW', auction.currentPrice);
  }
  draft.move(userId, 'PAYMENT', price.neg(), ZERO, null);
  draft.move(auction.sellerId, 'EARNING', price, ZERO, null);
  return sold(draft, userId, price, now);
}

function closeEarly(draft: Draft, userId: string, now: Date): Outcome {
  if (userId !== draft.auction.sellerId) return refuse('FORBIDDEN');
  return refusalByTime(draft.auction, now) ?? close(draft, now);
}

/** What the clock asks. Only the database's `now`, read under the lock, decides whether the end has come. */
function closeOnTime(draft: Draft, now: Date): Outcome {
  const { auction } = draft;
  if (auction.status === 'ENDED' || auction.status === 'CANCELLED') return refuse('AUCTION_ENDED');
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
  if (auction.status === 'ENDED' || auction.status === 'CANCELLED') return refuse('AUCTION_ENDED');
  if (auction.leaderId) {
    draft.release(auction.leaderId, auction.currentPrice);
    draft.notify(auction.leaderId, 'AUCTION_CANCELLED', auction.currentPrice);
  }
  draft.notify(auction.sellerId, 'AUCTION_CANCELLED', null);
  draft.acts.push({ operatorId, act: 'CANCEL_AUCTION', reason });
  return { ok: true, auction: draft.advance({ status: 'CANCELLED', endedAt: now }), bid: null };
}

function open(draft: Draft, now: Date): Outcome {
  const { auction } = draft;
  if (auction.status !== 'WAITING' || now < auction.startTime) return refuse('AUCTION_NOT_ACTIVE');
  return { ok: true, auction: draft.advance({ status: 'ACTIVE' }), bid: null };
}

/** Times decide, not the status that the worker sets: it may be a moment late. */
function refusalByTime(auction: Auction, now: Date): Refusal | null {
  if (hasEnded(auction, now)) return refuse('AUCTION_ENDED');
  return now < auction.startTime ? refuse('AUCTION_NOT_ACTIVE') : null;
}

function hasEnded(auction: Auction, now: Date): boolean {
  return auction.status === 'ENDED' || auction.status === 'CANCELLED' || now >= auction.endTime;
}

/** The state while commands are folded over it. The caller's state stays as it was. */
class Draft {
  auction: Auction;
  readonly wallets: Map<string, Wallet>;
  readonly entries: LedgerEntry[] = [];
  readonly bids: Bid[] = [];
  readonly notices: Notice[] = [];
  readonly acts: OperatorAct[] = [];
  readonly barred: AuctionState['barred'];
  readonly notOperators: AuctionState['notOperators'];

  constructor(state: AuctionState) {
    this.auction = state.auction;
    this.wallets = new Map(state.wallets);
    this.barred = state.barred;
    this.notOperators = state.notOperators;
  }

  wallet(userId: string): Wallet {
    const wallet = this.wallets.get(userId);
    if (!wallet) throw new Error(`the wallet of user ${userId} was not locked`);
    return wallet;
  }

  /** Moves money within one wallet and writes the entry; neither side may fall below zero. */
  move(userId: string, type: LedgerType, balanceDelta: Money, lockedDelta: Money, bidAmount: Money | null) {
    const wallet = this.wallet(userId);
    const balance = wallet.balance.plus(balanceDelta);
    const locked = wallet.locked.plus(lockedDelta);
    if (balance.lt(ZERO) || locked.lt(ZERO)) {
      throw new Error(`${type} would take wallet ${wallet.id} below zero`);
    }
    this.wallets.set(userId, { ...wallet, balance, locked });
    this.entries.push({
      walletId: wallet.id,
      type,
      balanceDelta,
      lockedDelta,
      balanceAfter: balance,
      lockedAfter: locked,
      bidAmount,
    });
  }

  release(userId: string, amount: Money) {
    this.move(userId, 'BID_REFUND', amount, amount.neg(), amount);
  }

  notify(recipientId: string, kind: NoticeKind, amount: Money | null) {
    this.notices.push({ recipientId, kind, amount });
  }

  /** Every accepted command makes exactly one new version. */
  advance(change: Partial<Auction>): Auction {
    this.auction = { ...this.auction, ...change, version: this.auction.version + 1 };
    return this.auction;
  }
}
