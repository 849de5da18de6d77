import { softCloseFor } from '@/lib/auctions/soft-close';
import type { Auction } from '@/lib/bidding/auction';
import { amountOf } from '@/lib/bidding/command-request';
import type { BiddingState, Wallet } from '@/lib/bidding/draft';
import { type Command, type Decision, decide } from '@/lib/bidding/rules';
import { type Money, won, ZERO } from '@/lib/money';
import { decideMovement, type Movement } from '@/lib/wallet/rules';
import { SECOND_MS } from './calendar';
import type { TimelineEvent } from './plan';

/** The changes of one event, to be written. */
export type SimulatedStep =
  | { kind: 'decision'; at: Date; before: BiddingState; command: Command; decision: Decision }
  | { kind: 'movement'; at: Date; type: Movement['type']; balanceDelta: Money; after: Wallet };

/** The present state of the market; changed as the history runs. Auctions by id, wallets by user. */
export type MarketState = {
  auctions: Map<string, Auction>;
  wallets: Map<string, Wallet>;
  /** What is locked for the leaders, by auction. */
  holds: Map<string, Money | null>;
};

const SMALLEST_WITHDRAWAL = won(50_000);
const WITHDRAWN_IN = won(10_000);
/** The time between a deposit and the bid that it was for. */
const DEPOSIT_AHEAD_MS = 40 * SECOND_MS;

/**
 * Runs a history through the product's own rules, so that ledger, locks and notifications are as the product would write them.
 *
 * A person who lacks money for a bid tops up their wallet right before it, unless they are in `keepsToDeposits`.
 *
 * @param events  in order of time: wallets are shared between auctions; the order is therefore one for all of them
 * @throws when the rules refuse an event: the script of the market is wrong then
 */
export function* simulate(
  events: readonly TimelineEvent[],
  standing: MarketState,
  keepsToDeposits: ReadonlySet<string>,
): Generator<SimulatedStep> {
  const ahead = [...events];
  let latest = 0;
  for (let event = ahead.shift(); event; event = ahead.shift()) {
    const end = extendedEnd(standing, event);
    if (end !== null) {
      putBack(ahead, { ...event, at: end });
      continue;
    }
    const at = new Date(event.at);
    if (event.kind === 'deposit') {
      yield move(standing, event.userId, { type: 'DEPOSIT', amount: event.amount }, at);
    } else if (event.kind === 'withdrawal') {
      const { balance } = walletOf(standing, event.userId);
      const amount = balance.minus(balance.mod(WITHDRAWN_IN));
      if (amount.gte(SMALLEST_WITHDRAWAL)) {
        yield move(standing, event.userId, { type: 'WITHDRAWAL', amount }, at);
      }
    } else {
      const { auctionId, command, refused } = event;
      const short = refused ? null : shortage(standing, auctionId, command);
      if (short && !keepsToDeposits.has(short.userId)) {
        const before = new Date(Math.max(latest, event.at - DEPOSIT_AHEAD_MS));
        yield move(standing, short.userId, { type: 'DEPOSIT', amount: roundSum(short.amount) }, before);
      }
      yield settle(standing, event, at);
    }
    latest = event.at;
  }
}

/** For the `close` of an auction whose end was extended beyond it, the extended end; null for any other event. */
function extendedEnd(standing: MarketState, event: TimelineEvent): number | null {
  if (event.kind !== 'command' || event.command.kind !== 'close') return null;
  const end = auctionOf(standing, event.auctionId).endTime.getTime();
  return end > event.at ? end : null;
}

function putBack(ahead: TimelineEvent[], event: TimelineEvent): void {
  const later = ahead.findIndex(({ at }) => at > event.at);
  ahead.splice(later === -1 ? ahead.length : later, 0, event);
}

function settle(
  standing: MarketState,
  { auctionId, command, refused }: Extract<TimelineEvent, { kind: 'command' }>,
  at: Date,
): SimulatedStep {
  const auction = auctionOf(standing, auctionId);
  const actor = 'userId' in command ? command.userId : null;
  const users = [auction.sellerId, auction.leaderId, actor].filter((user) => user !== null);
  const wallets = new Map(users.map((user) => [user, walletOf(standing, user)]));
  const before = { auction, hold: standing.holds.get(auctionId) ?? null, wallets };
  const decision = decide(before, [command], at);
  const [outcome] = decision.outcomes;
  const code = outcome?.ok === false ? outcome.code : undefined;
  if (code !== refused) {
    throw new Error(
      `"${auction.title}": ${command.kind} at ${at.toISOString()} is refused: ${code}, not ${refused}`,
    );
  }
  standing.auctions.set(auctionId, decision.state.auction);
  standing.holds.set(auctionId, decision.state.hold ?? null);
  for (const [user, wallet] of decision.state.wallets) standing.wallets.set(user, wallet);
  return { kind: 'decision', at, before, command, decision };
}

function move(standing: MarketState, userId: string, movement: Movement, at: Date): SimulatedStep {
  const wallet = walletOf(standing, userId);
  const decision = decideMovement(wallet, movement);
  if (!decision.ok) throw new Error(`${movement.type} of user ${userId} is refused: ${decision.code}`);
  const after = { ...wallet, ...decision.after };
  standing.wallets.set(userId, after);
  return { kind: 'movement', at, type: movement.type, balanceDelta: decision.balanceDelta, after };
}

/** The amount that the actor lacks for a command; null if none. */
function shortage(standing: MarketState, auctionId: string, command: Command) {
  const auction = auctionOf(standing, auctionId);
  const needed = command.kind === 'buyNow' ? auction.instantPrice : amountOf(command);
  if (!needed || !('userId' in command)) return null;
  const { balance } = walletOf(standing, command.userId);
  const hold = standing.holds.get(auctionId) ?? ZERO;
  const available = auction.leaderId === command.userId ? balance.plus(hold) : balance;
  return available.lt(needed) ? { userId: command.userId, amount: needed.minus(available) } : null;
}

/** People top up round sums, larger ones for more expensive items. */
function roundSum(needed: Money): Money {
  const sums = [30_000, 50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000, 2_000_000, 3_000_000].map(
    (sum) => won(sum),
  );
  return sums.find((sum) => sum.gte(needed)) ?? needed;
}

function auctionOf({ auctions }: MarketState, id: string): Auction {
  const auction = auctions.get(id);
  if (!auction) throw new Error(`there is no auction ${id}`);
  return auction;
}

function walletOf({ wallets }: MarketState, userId: string): Wallet {
  const wallet = wallets.get(userId);
  if (!wallet) throw new Error(`user ${userId} has no wallet`);
  return wallet;
}

/** An auction as it is listed, before any event. */
export function untouched(
  listing: Pick<
    Auction,
    | 'id'
    | 'sellerId'
    | 'title'
    | 'isNational'
    | 'startPrice'
    | 'instantPrice'
    | 'bidUnit'
    | 'startTime'
    | 'endTime'
    | 'status'
  >,
): Auction {
  const { extendWindow, extendCap } = softCloseFor(listing);
  return {
    ...listing,
    // Only national auctions are announced, and no event of this history is news.
    isNational: false,
    settlement: 'close',
    method: 'MEET',
    currentPrice: ZERO,
    leaderId: null,
    winnerId: null,
    finalPrice: null,
    bidCount: 0,
    version: 0,
    historyVersion: 0,
    endedAt: null,
    originalEndTime: listing.endTime,
    extendWindowMs: extendWindow * SECOND_MS,
    extendCapMs: extendCap * SECOND_MS,
    extensions: 0,
  };
}
