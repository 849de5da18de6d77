import Big from 'big.js';
import type { BiddingState, Outcome } from '@/lib/bidding/draft';
import type { Command, Decision } from '@/lib/bidding/rules';
import type { Deed, Reply } from './play';
import { priceOf, type Row, type Scene } from './scene';

/*
 * The real rules and the model side by side: the same auction for both, and what both say in one form.
 */

/** An auction of the model without bids, for `decide`. */
export function stateOf({ lot, purses, barred }: Scene): BiddingState {
  const wallets = Object.entries(purses).map(([userId, { free, held }]) => ({
    id: `wallet of ${userId}`,
    userId,
    balance: new Big(free),
    locked: new Big(held),
  }));
  return {
    auction: {
      id: '7',
      sellerId: lot.seller,
      title: '의자',
      isNational: false,
      settlement: 'close',
      method: 'MEET',
      status: lot.status,
      startPrice: new Big(lot.start),
      currentPrice: new Big(0),
      instantPrice: lot.buyNow === null ? null : new Big(lot.buyNow),
      bidUnit: new Big(lot.step),
      startTime: new Date(lot.opensAt),
      endTime: new Date(lot.endsAt),
      originalEndTime: new Date(lot.listedEnd),
      extendWindowMs: lot.windowMs,
      extendCapMs: lot.capMs,
      extensions: 0,
      leaderId: null,
      winnerId: null,
      finalPrice: null,
      bidCount: 0,
      version: 0,
      historyVersion: 0,
      endedAt: null,
    },
    hold: null,
    wallets: new Map(wallets.map((wallet) => [wallet.userId, wallet])),
    barred,
    standing: [],
  };
}

export function commandOf(deed: Deed): Command {
  switch (deed.kind) {
    case 'bid':
      return { ...deed, amount: new Big(deed.amount) };
    case 'autoBid':
      return { kind: deed.kind, userId: deed.userId, maximum: new Big(deed.amount) };
    case 'cancelByOperator':
      return { kind: deed.kind, operatorId: '9', reason: '신고' };
    case 'excludeBidder':
      return { ...deed, operatorId: '9', reason: '허위 입찰' };
    default:
      return deed as Command;
  }
}

/** Everything that a batch leads to, in one form for the rules and for the model. */
export type View = {
  status: string;
  price: number;
  leader: string | null;
  hold: number;
  version: number;
  bids: number;
  endsAt: number;
  extensions: number;
  winner: string | null;
  paid: number | null;
  /** Free and held money, by person. */
  purses: Record<string, string>;
};

export function viewOfScene({ lot, purses }: Scene): View {
  return {
    status: lot.status,
    price: priceOf(lot),
    leader: lot.leader,
    hold: lot.promise,
    version: lot.version,
    bids: lot.rows.length,
    endsAt: lot.endsAt,
    extensions: lot.extensions,
    winner: lot.winner,
    paid: lot.paid,
    purses: Object.fromEntries(
      Object.entries(purses).map(([person, { free, held }]) => [person, `${free}/${held}`]),
    ),
  };
}

export function viewOfState({ auction, hold, wallets }: BiddingState): View {
  return {
    status: auction.status,
    price: Number(auction.currentPrice),
    leader: auction.leaderId,
    hold: Number(hold ?? 0),
    version: auction.version,
    bids: auction.bidCount,
    endsAt: auction.endTime.getTime(),
    extensions: auction.extensions,
    winner: auction.winnerId,
    paid: auction.finalPrice && Number(auction.finalPrice),
    purses: Object.fromEntries(
      [...wallets.values()].map(({ userId, balance, locked }) => [userId, `${balance}/${locked}`]),
    ),
  };
}

export function rowsOf({ bids }: Decision): Row[] {
  return bids.map(({ bidderId, amount, kind }) => ({ bidder: bidderId, amount: Number(amount), kind }));
}

/** An answer as its caller gets it: whether they lead and their own bid, or why not. */
export type Said = { leading: boolean; bid: number | null } | { code: string; amount: number | null };

export function saidByModel(deed: Deed, reply: Reply): Said {
  if (!reply.ok) return { code: reply.code, amount: reply.amount ?? null };
  const own = 'userId' in deed ? reply.rows.find(({ bidder }) => bidder === deed.userId) : undefined;
  return { leading: reply.leading, bid: own?.amount ?? null };
}

export function saidByRules(deed: Deed, outcome: Outcome): Said {
  if (outcome.ok) {
    const leading = 'userId' in deed && outcome.auction.leaderId === deed.userId;
    return { leading, bid: outcome.bid && Number(outcome.bid.amount) };
  }
  const facts = outcome as Partial<Record<'minimum' | 'nearest' | 'instantPrice' | 'available', Big>>;
  const amount = facts.minimum ?? facts.nearest ?? facts.instantPrice ?? facts.available;
  return { code: outcome.code, amount: amount === undefined ? null : Number(amount) };
}
