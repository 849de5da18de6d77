import { type Money, ZERO } from '@/lib/money';
import type { Auction } from './auction';

export type Wallet = { id: string; userId: string; balance: Money; locked: Money };

/** The auction and every wallet that the commands may move, by user. */
export type BiddingState = {
  auction: Auction;
  wallets: ReadonlyMap<string, Wallet>;
  /** People who may not bid here: blocked by the seller, suspended, or without an account by now. */
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
  /** Amount of the bid that the entry locks, releases or pays, which names it within its auction. */
  bidAmount: Money | null;
};

export type Bid = { bidderId: string; amount: Money; version: number };

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
  | 'LEADER_EXCLUDED';

export type BiddingNotification = {
  recipientId: string;
  kind: BiddingNotificationKind;
  amount: Money | null;
  /** The reason of the operator's act that it tells about. */
  reason?: string;
};

/** An entry of the operators' log. */
export type OperatorRecord = {
  operatorId: string;
  act: 'CANCEL_AUCTION' | 'EXCLUDE_BIDDER';
  reason: string;
  detail?: Record<string, string | number | null>;
};

/** The state while commands are folded over it, and all that they have led to. The caller's state stays as it was. */
export class Draft {
  auction: Auction;
  readonly wallets: Map<string, Wallet>;
  readonly entries: BiddingEntry[] = [];
  readonly bids: Bid[] = [];
  readonly notifications: BiddingNotification[] = [];
  readonly acts: OperatorRecord[] = [];
  /** Earlier bids and bids of this batch that do not count any more. */
  readonly excluded: Bid[] = [];
  /** The bids that count, lowest first, as far as they are known. */
  standing: Bid[];
  readonly barred: BiddingState['barred'];
  readonly suspended: BiddingState['suspended'];
  readonly notOperators: BiddingState['notOperators'];

  constructor(state: BiddingState) {
    this.auction = state.auction;
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

  release(userId: string, amount: Money) {
    this.move(userId, 'BID_REFUND', amount, amount.neg(), amount);
  }

  place(bid: Bid) {
    this.bids.push(bid);
    this.standing.push(bid);
  }

  exclude(bids: readonly Bid[]) {
    this.excluded.push(...bids);
    this.standing = this.standing.filter((bid) => !bids.includes(bid));
  }

  notify(recipientId: string, kind: BiddingNotificationKind, amount: Money | null, reason?: string) {
    this.notifications.push({ recipientId, kind, amount, ...(reason !== undefined && { reason }) });
  }

  /** Each accepted command makes exactly one new version. */
  advance(change: Partial<Auction>): Auction {
    this.auction = { ...this.auction, ...change, version: this.auction.version + 1 };
    return this.auction;
  }
}
