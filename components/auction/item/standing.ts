import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';

/** The phase of an auction, as a person sees it. */
export type Phase = 'upcoming' | 'running' | 'closing' | 'sold' | 'unsold' | 'cancelled';

/** The role of the viewer in the auction. */
export type Standing = 'visitor' | 'seller' | 'newcomer' | 'leading' | 'outbid' | 'won' | 'lost';

/** The last ten minutes: the bar drains, the clock turns amber. */
export const ENDING_SOON_MS = 10 * 60 * 1000;

/**
 * @param clock  whether the server's clock has passed the start and the end
 * @returns `closing` from the end of the time until the server says that it is over
 */
export function phaseOf(
  state: Pick<AuctionState, 'status' | 'winner'>,
  clock: { hasBegun: boolean; isTimeOver: boolean },
): Phase {
  switch (state.status) {
    case 'CANCELLED':
      return 'cancelled';
    case 'ENDED':
      return state.winner ? 'sold' : 'unsold';
    case 'WAITING':
      // A bid does not wait for the worker: an auction is open once its start has passed, whatever its row says.
      return clock.hasBegun ? runningOf(clock) : 'upcoming';
    case 'ACTIVE':
      return runningOf(clock);
    default:
      return state.status satisfies never;
  }
}

function runningOf({ isTimeOver }: { isTimeOver: boolean }): Phase {
  return isTimeOver ? 'closing' : 'running';
}

/**
 * @param you  null for a visitor; `highestBid` in won, null when they never bid here
 */
export function standingOf(
  state: Pick<AuctionState, 'leader' | 'winner' | 'status'>,
  you: { key: string; isSeller: boolean; highestBid: number | null } | null,
): Standing {
  if (!you) return 'visitor';
  if (you.isSeller) return 'seller';
  const over = state.status === 'ENDED' || state.status === 'CANCELLED';
  if (over) {
    if (state.winner?.key === you.key) return 'won';
    return you.highestBid === null ? 'newcomer' : 'lost';
  }
  if (state.leader?.key === you.key) return 'leading';
  return you.highestBid === null ? 'newcomer' : 'outbid';
}

/**
 * Whether the viewer's highest bid was answered at once by another person's automatic bid, so that it never held any money.
 * Such a bid and its answer share a version. So do a bid and the beaten leader's last automatic bid, which is below it.
 */
export function wasAnsweredAtOnce(bids: readonly PublicBid[], key: string, ownBid: number | null): boolean {
  const own = bids.find((bid) => bid.bidder.key === key && bid.amount === ownBid);
  if (!own) return false;
  return bids.some(
    (bid) =>
      bid.kind === 'AUTO' && bid.version === own.version && bid.bidder.key !== key && bid.amount > own.amount,
  );
}
