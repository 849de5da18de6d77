import type { Auction } from '@/lib/bidding/auction';
import type { Bid, BiddingState, Wallet } from '@/lib/bidding/draft';
import { type Command, decide } from '@/lib/bidding/rules';
import { type Money, toWire, won, ZERO } from '@/lib/money';
import type { AuctionRecord, OpenedAttempt } from './auction-record';

/** Enough for every bid; a person who lacked money has none here. */
const PLENTY = won('999999999999999');

/** The state to which the replayed attempts have led so far. */
export type Replayed = {
  auction: Auction;
  hold: Money | null;
  standing: readonly Bid[];
};

/** What the record says about a decision, and what the rules say. */
export type Difference = {
  field: 'priceBefore' | 'versionBefore' | 'code' | 'price' | 'version' | 'leader' | 'end' | 'hold';
  recorded: string | number | null;
  decided: string | number | null;
};

/** An auction as it was before these attempts, the first of which is decided by the rules of the record. */
export function beginReplay(
  { auctionId, title, rules }: AuctionRecord,
  attempts: readonly OpenedAttempt[],
): Replayed {
  const startTime = new Date(rules.startTime);
  const endTime = new Date(rules.originalEndTime);
  const auction: Auction = {
    id: auctionId,
    sellerId: rules.seller,
    title,
    isNational: false,
    settlement: 'close',
    method: 'MEET',
    status: attempts.some(({ command, code }) => command === 'open' && code === null) ? 'WAITING' : 'ACTIVE',
    startPrice: won(rules.startPrice),
    currentPrice: ZERO,
    instantPrice: rules.instantPrice === null ? null : won(rules.instantPrice),
    bidUnit: won(rules.bidUnit),
    startTime,
    endTime,
    originalEndTime: endTime,
    extendWindowMs: rules.extendWindowSeconds * 1000,
    extendCapMs: rules.extendCapSeconds * 1000,
    extensions: 0,
    leaderId: null,
    winnerId: null,
    finalPrice: null,
    bidCount: 0,
    version: attempts[0]?.versionBefore ?? 0,
    historyVersion: 0,
    endedAt: null,
  };
  return { auction, hold: null, standing: [] };
}

/**
 * Decides one attempt again, by the rules that decided it.
 *
 * What nobody can know from a record is taken from it: whether a bidder had the money, who was barred, and who could take a
 * lead that was passed. A refusal for one of these reasons still has to come where the rules come to that check: the attempt
 * must pass every earlier one.
 *
 * @returns the auction afterwards as the rules have it, and the first field in which the record differs; null if none does
 */
export function replay(
  before: Replayed,
  attempt: OpenedAttempt,
): { after: Replayed; difference: Difference | null } {
  const decision = decide(stateFor(before, attempt), [commandOf(attempt)], new Date(attempt.decidedAt));
  const [outcome] = decision.outcomes;
  if (!outcome) throw new Error('a command has no outcome');
  const { auction, hold = null, standing = [] } = decision.state;
  const after = { auction, hold, standing };
  const pairs: [Difference['field'], Difference['recorded'], Difference['decided']][] = [
    ['priceBefore', attempt.priceBefore, publicPrice(before.auction)],
    ['versionBefore', attempt.versionBefore, before.auction.version],
    ['code', attempt.code, outcome.ok ? null : outcome.code],
    ['price', attempt.priceAfter, publicPrice(auction)],
    ['version', attempt.versionAfter, auction.version],
    ['leader', attempt.leaderAfter, auction.leaderId],
    ['end', attempt.endAfter, auction.endTime.toISOString()],
    ['hold', attempt.hold, hold && toWire(hold)],
  ];
  const different = pairs.find(([, recorded, decided]) => recorded !== decided);
  if (!different) return { after, difference: null };
  const [field, recorded, decided] = different;
  return { after, difference: { field, recorded, decided } };
}

/** The price that everybody sees. */
function publicPrice({ finalPrice, currentPrice, startPrice, bidCount }: Auction): number {
  return toWire(finalPrice ?? (bidCount > 0 ? currentPrice : startPrice));
}

function stateFor(before: Replayed, attempt: OpenedAttempt): BiddingState {
  const { auction, hold, standing } = before;
  const people = [attempt.actor, attempt.subject, auction.sellerId, auction.leaderId];
  const involved = new Set(
    [...people, ...standing.map(({ bidderId }) => bidderId)].filter((key) => key !== null),
  );
  const wallets = new Map(
    [...involved].map((key): [string, Wallet] => {
      const locked = key === auction.leaderId ? (hold ?? ZERO) : ZERO;
      return [key, { id: key, userId: key, balance: balanceOf(key, attempt), locked }];
    }),
  );
  const forbidden = attempt.code === 'FORBIDDEN';
  const barred = new Set([
    ...(forbidden ? [attempt.actor] : []),
    ...(attempt.leaderStopped && auction.leaderId ? [auction.leaderId] : []),
  ]);
  return {
    auction,
    hold,
    standing,
    wallets,
    barred,
    suspended: new Set(forbidden ? [attempt.actor] : []),
    notOperators: new Set(forbidden ? [attempt.actor] : []),
  };
}

/**
 * A balance with which a person can do what the record says. After an exclusion only the person who took the lead has money,
 * and just enough for the bid that leads now: they may have lacked the money for a higher one of their own.
 */
function balanceOf(key: string, { command, actor, code, leaderAfter, hold }: OpenedAttempt): Money {
  if (command === 'excludeBidder') return key === leaderAfter ? won(hold ?? 0) : ZERO;
  return key === actor && code === 'INSUFFICIENT_BALANCE' ? ZERO : PLENTY;
}

/** @throws RangeError for a command that the rules do not know */
function commandOf({ command, actor, subject, amount }: OpenedAttempt): Command {
  switch (command) {
    case 'bid':
      return { kind: command, userId: actor, amount: won(amount ?? 0) };
    case 'autoBid':
      return { kind: command, userId: actor, maximum: won(amount ?? 0) };
    case 'lowerAutoBid':
    case 'buyNow':
    case 'closeEarly':
    case 'cancel':
      return { kind: command, userId: actor };
    case 'cancelByOperator':
      return { kind: command, operatorId: actor, reason: '' };
    case 'excludeBidder':
      return { kind: command, operatorId: actor, bidderId: subject ?? '', reason: '' };
    case 'open':
    case 'close':
      return { kind: command };
    default:
      throw new RangeError(`unknown command ${command}`);
  }
}
