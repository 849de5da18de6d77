import type { Auction } from './auction';

/**
 * The auction after a change of its leader. Shortly before the end such a change moves the end, so that the person who has
 * lost the lead has time to answer. The end never moves back, nor beyond the cap.
 *
 * @param auction  with its new leader
 * @param now      the moment of the change, before the end
 */
export function softClose(auction: Auction, now: Date): Auction {
  const { endTime, originalEndTime, extendWindowMs, extendCapMs } = auction;
  if (endTime.getTime() - now.getTime() > extendWindowMs) return auction;
  const wanted = Math.max(endTime.getTime(), now.getTime() + extendWindowMs);
  const latest = originalEndTime.getTime() + extendCapMs;
  const end = Math.min(wanted, latest);
  if (end <= endTime.getTime()) return auction;
  return { ...auction, endTime: new Date(end), extensions: auction.extensions + 1 };
}
