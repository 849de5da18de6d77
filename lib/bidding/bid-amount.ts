import { LARGEST_WON } from '@/lib/format/parse-won';

/** What a bid must fit, in whole won, as the page knows it. */
export type BidRule = {
  startPrice: number;
  minimumNext: number;
  bidUnit: number;
  /** What ends the auction at once and is no bid; null where there is none. */
  instantPrice: number | null;
};

/** Why the server would refuse an amount, in its own words. */
export type BidFault =
  | { code: 'ABOVE_BUY_NOW'; instantPrice: number }
  | { code: 'BID_TOO_LOW'; minimum: number }
  | { code: 'BID_NOT_ON_STEP'; nearest: number };

/** The largest amount on a step that can be bid: below the buy-now price, and one that money can have. */
function highestBid({ startPrice, bidUnit, instantPrice }: BidRule): number {
  const limit = Math.min(LARGEST_WON, instantPrice === null ? LARGEST_WON : instantPrice - 1);
  return limit - ((limit - startPrice) % bidUnit);
}

/** Whether any amount is left between the minimum and the limit; where none is, buying at once remains. */
export function canBid(rule: BidRule): boolean {
  return rule.minimumNext <= highestBid(rule);
}

/**
 * What the page can see for itself before it asks the server; the rules of bidding say the same.
 *
 * @returns null for an amount that fits
 */
export function bidFault(amount: number, rule: BidRule): BidFault | null {
  const { startPrice, minimumNext, bidUnit, instantPrice } = rule;
  if (instantPrice !== null && amount >= instantPrice) return { code: 'ABOVE_BUY_NOW', instantPrice };
  if (amount < minimumNext) return { code: 'BID_TOO_LOW', minimum: minimumNext };
  const over = (amount - startPrice) % bidUnit;
  if (over === 0) return null;
  const lower = amount - over;
  const upper = lower + bidUnit;
  const isUpper = over * 2 >= bidUnit && upper <= highestBid(rule);
  return { code: 'BID_NOT_ON_STEP', nearest: isUpper ? upper : lower };
}

/**
 * What one of the quick buttons makes of the amount in the field: an amount on a step, at least the minimum, and no more
 * than can be bid.
 *
 * @param amount  what stands there now; null when it is no amount, which counts as the minimum
 */
export function raisedBy(units: number, amount: number | null, rule: BidRule): number {
  const from = Math.max(amount ?? 0, rule.minimumNext);
  const over = (from - rule.startPrice) % rule.bidUnit;
  const onStep = over === 0 ? from : from - over + rule.bidUnit;
  return Math.max(rule.minimumNext, Math.min(onStep + units * rule.bidUnit, highestBid(rule)));
}
