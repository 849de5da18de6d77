/** What a bid must fit, in whole won, as the page knows it. */
export type BidRule = { startPrice: number; minimumNext: number; bidUnit: number };

/** The smallest acceptable amount that is not below `amount`: at least the minimum, and on a step. */
export function onStep(amount: number, { startPrice, minimumNext, bidUnit }: BidRule): number {
  const wanted = Math.max(amount, minimumNext);
  const over = (wanted - startPrice) % bidUnit;
  return over === 0 ? wanted : wanted - over + bidUnit;
}

/**
 * What one of the quick buttons makes of the amount in the field.
 *
 * @param amount  what stands there now; null when it is no amount, which counts as the minimum
 */
export function raisedBy(units: number, amount: number | null, rule: BidRule): number {
  return onStep(amount ?? rule.minimumNext, rule) + units * rule.bidUnit;
}
