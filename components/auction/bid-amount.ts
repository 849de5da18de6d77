/** What a bid must fit, in whole won, as the page knows it. */
export type BidRule = { startPrice: number; minimumNext: number; bidUnit: number };

/** As many digits as an amount can have; more is a slip of the finger. */
const LARGEST_WON = 999_999_999_999;

/**
 * Reads an amount the way people write one: "52,000원", "₩52 000", "５２０００".
 *
 * @returns whole won, or null when it is none
 */
export function parseWon(text: string): number | null {
  const digits = text.normalize('NFKC').replace(/[\s,원₩]/g, '');
  if (!/^\d{1,15}$/.test(digits)) return null;
  const amount = Number(digits);
  return amount > 0 && amount <= LARGEST_WON ? amount : null;
}

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
