import type { Auction } from './auction';

/**
 * The auction with the end that a change of its leader leads to: whoever has lost the lead shortly before the end has time
 * to answer. The end never moves back, nor beyond its cap.
 *
 * @param auction  with its new leader
 * @param now      when the lead went from one person to another, before the end
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
