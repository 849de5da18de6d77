import type { AuctionState } from '@/lib/realtime/protocol';

/** The phase of an auction, as a person sees it. */
export type Phase = 'upcoming' | 'running' | 'closing' | 'sold' | 'unsold' | 'cancelled';

/** The role of the viewer in the auction. */
export type Standing = 'visitor' | 'seller' | 'newcomer' | 'leading' | 'outbid' | 'won' | 'lost';

/** The last ten minutes: the bar drains, the clock turns amber. */
export const ENDING_SOON_MS = 10 * 60 * 1000;

/**
 * @param startTime  ISO 8601
 * @param now        the server's clock in epoch milliseconds
 * @returns `closing` from the end of the time until the server says that it is over
 */
export function phaseOf(
  state: Pick<AuctionState, 'status' | 'endTime' | 'winner'>,
  { startTime, now }: { startTime: string; now: number },
): Phase {
  switch (state.status) {
    case 'CANCELLED':
      return 'cancelled';
    case 'ENDED':
      return state.winner ? 'sold' : 'unsold';
    case 'WAITING':
      // A bid does not wait for the worker: an auction is open once its start has passed, whatever its row says.
      return now < Date.parse(startTime) ? 'upcoming' : running(state.endTime, now);
    case 'ACTIVE':
      return running(state.endTime, now);
    default:
      return state.status satisfies never;
  }
}

function running(endTime: string, now: number): Phase {
  return now < Date.parse(endTime) ? 'running' : 'closing';
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
