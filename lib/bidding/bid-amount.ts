import { LARGEST_WON } from '@/lib/format/parse-won';

/*
 * Amounts in this file are whole won as integers of type `number`: browsers apply the same rule, and carry no big.js.
 * No amount exceeds LARGEST_WON, which is thousands of times below 2^53, so no sum or product in this file is rounded.
 */

/** The amounts that a bid may have at a moment. */
export type BidRule = {
  startPrice: number;
  /** `NO_BID_LEFT` where no bid is possible. */
  minimumNext: number;
  bidUnit: number;
  /** The buy-now price, which is not a bid; null if the item cannot be bought at once. */
  instantPrice: number | null;
};

export type BidFault =
  | { code: 'ABOVE_BUY_NOW'; instantPrice: number }
  | { code: 'BID_LIMIT' }
  | { code: 'BID_TOO_LOW'; minimum: number }
  | { code: 'BID_NOT_ON_STEP'; nearest: number };

/**
 * The `minimumNext` of an auction that takes no bid: the next step would reach the buy-now price, or exceed the largest
 * amount that money can have. No bid is 0 won, so callers that send it as a bid are refused like for any other amount.
 */
export const NO_BID_LEFT = 0;

/**
 * The smallest amount that the next bid may have.
 *
 * @param highest  the highest bid; null before the first
 * @returns `NO_BID_LEFT` where even that amount would be refused
 */
export function smallestBid({
  highest,
  ...rule
}: Omit<BidRule, 'minimumNext'> & { highest: number | null }): number {
  const next = highest === null ? rule.startPrice : highest + rule.bidUnit;
  return next <= highestBid(rule) ? next : NO_BID_LEFT;
}

/**
 * Whether the prices of an item leave a bid above the start price and below the buy-now price: without one, the first
 * bidder could only be overtaken by buying.
 */
export function leavesRaise(prices: Omit<BidRule, 'minimumNext'>): boolean {
  return smallestBid({ ...prices, highest: prices.startPrice }) !== NO_BID_LEFT;
}

/**
 * Why an amount is no bid. `decide` refuses by this function, and the page says the same before it asks the server.
 *
 * @returns null for an amount that fits
 */
export function bidFault(amount: number, rule: BidRule): BidFault | null {
  return faultBesideStep(amount, rule, nearestStep);
}

/**
 * Why an amount is no maximum of an automatic bid: as for a bid, but between two steps `nearest` is the lower one, because
 * nobody must promise more than they typed.
 *
 * @param rule  for the leader, `leadersRule`
 * @returns null for an amount that fits
 */
export function maximumFault(amount: number, rule: BidRule): BidFault | null {
  return faultBesideStep(amount, rule, lowerStep);
}

/** The amounts that the maximum of the leader may have: from the price on, which the leader holds already. */
export function leadersRule(price: number, rule: BidRule): BidRule {
  return { ...rule, minimumNext: price };
}

function faultBesideStep(
  amount: number,
  rule: BidRule,
  stepFor: (amount: number, rule: BidRule) => number,
): BidFault | null {
  const { minimumNext, instantPrice } = rule;
  const isPossible = canBid(rule);
  // Checked before the minimum: where no bid is left below the buy-now price, "buy now" is the hint that helps.
  if (instantPrice !== null && (amount >= instantPrice || !isPossible)) {
    return { code: 'ABOVE_BUY_NOW', instantPrice };
  }
  if (!isPossible) return { code: 'BID_LIMIT' };
  if (amount < minimumNext) return { code: 'BID_TOO_LOW', minimum: minimumNext };
  const nearest = stepFor(amount, rule);
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

/** Whether any amount can be bid; where none can, buy now is the only way, if there is a buy-now price. */
export function canBid(rule: BidRule): boolean {
  // A page may still hold the state that an older server sent, whose minimum knew no limit.
  return rule.minimumNext !== NO_BID_LEFT && rule.minimumNext <= highestBid(rule);
}

/** The step at or below an amount. */
function lowerStep(amount: number, { startPrice, bidUnit }: BidRule): number {
  return amount - ((amount - startPrice) % bidUnit);
}

/** The step nearest to an amount, the upper one from half of a step on; never above the highest bid. */
function nearestStep(amount: number, rule: BidRule): number {
  const lower = lowerStep(amount, rule);
  const isBelowHalf = (amount - lower) * 2 < rule.bidUnit;
  return Math.min(isBelowHalf ? lower : lower + rule.bidUnit, highestBid(rule));
}

/** The largest amount on a step that can be bid: below the buy-now price, and one that money can have. */
export function highestBid({ startPrice, bidUnit, instantPrice }: Omit<BidRule, 'minimumNext'>): number {
  const limit = instantPrice === null ? LARGEST_WON : Math.min(LARGEST_WON, instantPrice - 1);
  return limit - ((limit - startPrice) % bidUnit);
}
