import { LARGEST_WON } from '@/lib/format/parse-won';

/*
 * Amounts in this file are whole won as integers of type `number`: browsers apply the same rule, and carry no big.js.
 * No amount exceeds LARGEST_WON, which is thousands of times below 2^53, so no sum or product in this file is rounded.
 */

/** The amounts that a bid may have at a moment. */
export type BidRule = {
  startPrice: number;
  minimumNext: number;
  bidUnit: number;
  /** The price that ends the auction at once and is no bid; null where there is none. */
  instantPrice: number | null;
};

export type BidFault =
  | { code: 'ABOVE_BUY_NOW'; instantPrice: number }
  | { code: 'BID_TOO_LOW'; minimum: number }
  | { code: 'BID_NOT_ON_STEP'; nearest: number };

/**
 * Why an amount is no bid. `decide` refuses by this function, and the page says the same before it asks the server.
 *
 * @returns null for an amount that fits
 */
export function bidFault(amount: number, rule: BidRule): BidFault | null {
  const { minimumNext, instantPrice } = rule;
  // Checked before the minimum: just under the buy-now price no bid is left, and "buy now" is the hint that helps.
  if (instantPrice !== null && amount >= instantPrice) return { code: 'ABOVE_BUY_NOW', instantPrice };
  if (amount < minimumNext) return { code: 'BID_TOO_LOW', minimum: minimumNext };
  const nearest = nearestStep(amount, rule);
  return amount === nearest ? null : { code: 'BID_NOT_ON_STEP', nearest };
}

/**
 * The amount that a quick button puts into the field: a number of steps above the step nearest to the amount in the
 * field, at least the minimum, at most the largest amount that can be bid.
 *
 * @param amount  null when the field holds no amount, which counts as the minimum
 */
export function raisedBy(steps: number, amount: number | null, rule: BidRule): number {
  const from = nearestStep(Math.max(amount ?? 0, rule.minimumNext), rule);
  return Math.max(rule.minimumNext, Math.min(from + steps * rule.bidUnit, highestBid(rule)));
}

/** Whether any amount is left between the minimum and the limit; where none is left, only buying at once remains. */
export function canBid(rule: BidRule): boolean {
  return rule.minimumNext <= highestBid(rule);
}

/** The step nearest to an amount, the upper one from half of a step on; never above the highest bid. */
function nearestStep(amount: number, rule: BidRule): number {
  const { startPrice, bidUnit } = rule;
  const over = (amount - startPrice) % bidUnit;
  const lower = amount - over;
  return Math.min(over * 2 < bidUnit ? lower : lower + bidUnit, highestBid(rule));
}

/** The largest amount on a step that can be bid: below the buy-now price, and one that money can have. */
function highestBid({ startPrice, bidUnit, instantPrice }: BidRule): number {
  const limit = instantPrice === null ? LARGEST_WON : Math.min(LARGEST_WON, instantPrice - 1);
  return limit - ((limit - startPrice) % bidUnit);
}
