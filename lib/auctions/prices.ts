import { leavesRaise } from '@/lib/bidding/bid-amount';

/**
 * The faults of an item's prices, in whole won.
 *
 * @param prices.bidUnit  may be left out where it is not known: then only the other two are compared
 * @returns message keys by field; empty if there is no fault
 */
export function priceFaults({
  startPrice,
  instantPrice,
  bidUnit,
}: {
  startPrice: number;
  instantPrice: number | null;
  bidUnit?: number;
}): { instantPrice?: string } {
  if (instantPrice === null) return {};
  if (instantPrice <= startPrice) return { instantPrice: 'aboveStartPrice' };
  if (bidUnit === undefined || leavesRaise({ startPrice, instantPrice, bidUnit })) return {};
  return { instantPrice: 'leavesNoBid' };
}
