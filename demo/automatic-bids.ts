import { type Money, won } from '@/lib/money';
import type { PlannedBid } from './bid-timeline';
import type { Random } from './random';

/** A bid of a timeline; `upTo` is the maximum of a person who bids automatically. */
export type PlannedCommand = PlannedBid & { upTo: Money | null };

/** The share of the bids that are automatic, of those that can be. */
const AUTOMATIC = 0.4;
/** How many steps the last bidder's maximum is above the price, at most. */
const LAST_HEADROOM = 9;

/**
 * Lets some people of a timeline bid automatically, so that the auction still takes the course of the timeline: an automatic
 * bid leads at one step above the bid before it, and its maximum is one step below the next bid, or beyond the last one.
 *
 * @param mayBid  the usernames of the people who may
 */
export function withAutomaticBids(
  bids: readonly PlannedBid[],
  { bidUnit, instantPrice, mayBid }: { bidUnit: number; instantPrice?: number; mayBid: ReadonlySet<string> },
  random: Random,
): PlannedCommand[] {
  let answered = false;
  return bids.map((bid, index) => {
    const before = bids[index - 1];
    const next = bids[index + 1];
    const leadsByOneStep = !before || answered || bid.amount.minus(before.amount).eq(bidUnit);
    const limit = next?.amount ?? bid.amount.plus(bidUnit * random.between(2, LAST_HEADROOM));
    const upTo = limit.minus(bidUnit);
    answered =
      random.next() < AUTOMATIC &&
      leadsByOneStep &&
      mayBid.has(bid.username) &&
      upTo.gt(bid.amount) &&
      (instantPrice === undefined || upTo.lt(instantPrice));
    return { ...bid, upTo: answered ? won(upTo) : null };
  });
}
