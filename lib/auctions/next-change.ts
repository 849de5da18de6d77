import type { AuctionStatus } from '@/lib/auction-status';

/**
 * When the first of some auctions begins or ends.
 *
 * @returns ISO 8601; null if none is upcoming or running. The time of an auction that the worker is about to open or close
 *   has passed, and does not count: a page that waited for it would ask again and again
 */
export function nextChange(
  auctions: readonly { status: AuctionStatus; startTime: Date; endTime: Date }[],
  now: Date,
): string | null {
  const times = auctions.flatMap(({ status, startTime, endTime }) => {
    if (status === 'WAITING') return startTime;
    return status === 'ACTIVE' ? endTime : [];
  });
  const ahead = times.filter((time) => time > now).map((time) => time.getTime());
  return ahead.length > 0 ? new Date(Math.min(...ahead)).toISOString() : null;
}
