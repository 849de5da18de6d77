import { type Money, ZERO } from '@/lib/money';
import type { Refusal } from '@/lib/result';
import { type Auction, hasEnded, isSettled } from './auction';
import { softClose } from './soft-close';

export type Wallet = { id: string; userId: string; balance: Money; locked: Money };

/** The auction and every wallet that the commands may move, by user. */
export type BiddingState = {
  auction: Auction;
  /** The amount that is locked for the leader: their bid, or the maximum of their automatic bid. Absent: their bid. */
  hold?: Money | null;
  wallets: ReadonlyMap<string, Wallet>;
  /**
   * People who may not bid here: blocked by the seller, suspended, without an account by now, or operators who have looked at
   * a maximum here.
   */
  barred?: ReadonlySet<string>;
  /** The suspended people among them. */
  suspended?: ReadonlySet<string>;
  /** People who send an operator's command without being an operator. */
  notOperators?: ReadonlySet<string>;
  /** The bids that count, lowest first: all of them, for a batch that excludes a bidder. */
  standing?: readonly Bid[];
};

export type BiddingEntryType = 'BID_LOCK' | 'BID_REFUND' | 'PAYMENT' | 'EARNING';

/** A ledger entry that is to be written. */
export type BiddingEntry = {
  walletId: string;
  type: BiddingEntryType;
  balanceDelta: Money;
  lockedDelta: Money;
  balanceAfter: Money;
  lockedAfter: Money;
  /** Amount of the bid that the entry locks, refunds or pays for; it names the bid within its auction. */
  bidAmount: Money | null;
};

/** AUTO: placed by an automatic bid in answer to another bid. */
export type BidKind = 'MANUAL' | 'AUTO';

export type Bid = { bidderId: string; amount: Money; kind: BidKind; version: number };

export type BiddingNotificationKind =
  | 'OUTBID'
  | 'NEW_BID'
  | 'WON'
  | 'SOLD'
  | 'UNSOLD'
  | 'REFUNDED_BY_BUY_NOW'
  | 'AUCTION_CANCELLED'
  | 'ITEM_REMOVED'
  | 'BIDS_EXCLUDED'
  | 'LEAD_PASSED'
  | 'BID_LAPSED'
  | 'LEADER_EXCLUDED'
  | 'AUTO_RAISED';

export type BiddingNotification = {
  recipientId: string;
  kind: BiddingNotificationKind;
  amount: Money | null;
  /** The reason of the operator's act that it tells about. */
  reason?: string;
  /** What a winner gets back of the maximum of their automatic bid. */
  rest?: Money;
};

/** `auction` is the state right after this very command, not after the batch. */
export type Outcome = { ok: true; auction: Auction; bid: Bid | null } | Refusal;

/** An entry of the operators' log. */
export type OperatorRecord = {
  operatorId: string;
  act: 'CANCEL_AUCTION' | 'EXCLUDE_BIDDER';
  reason: string;
  detail?: Record<string, string | number | null>;
};

/** A trade that begins with the sale. */
export type OpenedTrade = { buyerId: string; price: Money };

/** The state while commands are folded over it, and all that they have led to. The caller's state stays as it was. */
export class Draft {
  auction: Auction;
  /** What is locked for the leader; null without one. */
  hold: Money | null;
  private leaderBefore: string | null;
  readonly wallets: Map<string, Wallet>;
  readonly entries: BiddingEntry[] = [];
  readonly bids: Bid[] = [];
  readonly notifications: BiddingNotification[] = [];
  readonly acts: OperatorRecord[] = [];
  /** The sale whose price stays locked until the handover. */
  trade: OpenedTrade | null = null;
  /** Earlier bids and bids of this batch that do not count any more. */
  readonly excluded: Bid[] = [];
  /** The bids that count, lowest first, as far as they are known. */
  standing: Bid[];
  readonly barred: BiddingState['barred'];
  readonly suspended: BiddingState['suspended'];
  readonly notOperators: BiddingState['notOperators'];

  constructor(
    state: BiddingState,
    private readonly now: Date,
  ) {
    this.auction = state.auction;
    const isHeld = state.auction.leaderId !== null && !isSettled(state.auction);
    this.hold = isHeld ? (state.hold ?? state.auction.currentPrice) : null;
    this.leaderBefore = state.auction.leaderId;
    this.wallets = new Map(state.wallets);
    this.standing = [...(state.standing ?? [])];
    this.barred = state.barred;
    this.suspended = state.suspended;
    this.notOperators = state.notOperators;
  }

  wallet(userId: string): Wallet {
    const wallet = this.wallets.get(userId);
    if (!wallet) throw new Error(`the wallet of user ${userId} was not locked`);
    return wallet;
  }

  /** Moves money within one wallet and writes the entry; neither side may fall below zero. */
  move(
    userId: string,
    type: BiddingEntryType,
    balanceDelta: Money,
    lockedDelta: Money,
    bidAmount: Money | null,
  ) {
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

  /** Begins a command, so that `advance` knows whether this command has changed the leader. */
  begin() {
    this.leaderBefore = this.auction.leaderId;
  }

  /** Whether the leader may not bid here any more: their bid stands, their automatic bid does not answer. */
  get leaderIsStopped(): boolean {
    const { leaderId } = this.auction;
    return leaderId !== null && (this.barred?.has(leaderId) ?? false);
  }

  /** The amount up to which the leader's automatic bid answers: their own bid where they have none. */
  get leadersLimit(): Money {
    return this.leaderIsStopped || this.hold === null ? this.auction.currentPrice : this.hold;
  }

  /** Gives the leader back all that is locked for them. */
  releaseHold(bidAmount = this.auction.currentPrice) {
    const { leaderId } = this.auction;
    if (leaderId === null || this.hold === null) return;
    this.move(leaderId, 'BID_REFUND', this.hold, this.hold.neg(), bidAmount);
    this.hold = null;
  }

  /** The leader pays the price out of the money that is locked for them, and gets the rest back. Returns the rest. */
  payHeld(): Money {
    const { leaderId, currentPrice } = this.auction;
    if (leaderId === null || this.hold === null) throw new Error('nobody leads');
    const rest = this.hold.minus(currentPrice);
    this.move(leaderId, 'PAYMENT', ZERO, currentPrice.neg(), currentPrice);
    if (rest.gt(ZERO)) this.move(leaderId, 'BID_REFUND', rest, rest.neg(), currentPrice);
    this.hold = null;
    return rest;
  }

  /** The price stays locked for the leader, who has won; they get the rest back. Returns the rest. */
  keepHeld(): Money {
    const { leaderId, currentPrice } = this.auction;
    if (leaderId === null || this.hold === null) throw new Error('nobody leads');
    const rest = this.hold.minus(currentPrice);
    if (rest.gt(ZERO)) this.move(leaderId, 'BID_REFUND', rest, rest.neg(), currentPrice);
    this.hold = null;
    return rest;
  }

  /** Locks an amount for the person who leads, or is about to lead, with the bid of `bidAmount`. */
  lockHold(userId: string, amount: Money, bidAmount: Money) {
    this.move(userId, 'BID_LOCK', amount.neg(), amount, bidAmount);
    this.hold = amount;
  }

  /** Adds a bid. Its version is the one that this command makes. */
  place(bidderId: string, amount: Money, kind: BidKind = 'MANUAL'): Bid {
    const bid: Bid = { bidderId, amount, kind, version: this.auction.version + 1 };
    this.bids.push(bid);
    this.standing.push(bid);
    return bid;
  }

  exclude(bids: readonly Bid[]) {
    this.excluded.push(...bids);
    this.standing = this.standing.filter((bid) => !bids.includes(bid));
  }

  notify(
    recipientId: string,
    kind: BiddingNotificationKind,
    amount: Money | null,
    facts: Pick<BiddingNotification, 'reason' | 'rest'> = {},
  ) {
    this.notifications.push({ recipientId, kind, amount, ...facts });
  }

  /**
   * The auction after an accepted command that others can see: exactly one version later. If the command passed the lead from
   * one person to another shortly before the end, the end moves.
   */
  advance(change: Partial<Auction>): Auction {
    const next = { ...this.auction, ...change, version: this.auction.version + 1 };
    const isPassed =
      this.leaderBefore !== null && next.leaderId !== null && next.leaderId !== this.leaderBefore;
    this.auction = isPassed && !hasEnded(next, this.now) ? softClose(next, this.now) : next;
    return this.auction;
  }
}
