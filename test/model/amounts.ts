import { type Lot, priceOf } from './scene';

/** The limit of every amount of money. */
const MOST = 999_999_999_999;

export type AmountFault = { code: string; amount?: number };

/** The steps of an auction from the start price up, none of which reaches the buy-now price. */
function isStep({ start, step, buyNow }: Lot, amount: number): boolean {
  return amount >= start && (amount - start) % step === 0 && amount < (buyNow ?? MOST + 1);
}

/** The smallest amount of the next bid, whether or not it is possible. */
function next(lot: Lot): number {
  return lot.rows.length === 0 ? lot.start : priceOf(lot) + lot.step;
}

/** The smallest amount that can be bid next; 0 where none is left. */
export function leastNext(lot: Lot): number {
  return isStep(lot, next(lot)) ? next(lot) : 0;
}

/** Why an amount cannot be bid: as an exact bid, or as the maximum of an automatic one. */
export function faultOf(lot: Lot, person: string, amount: number, isMaximum: boolean): AmountFault | null {
  const keepsLead = isMaximum && lot.leader === person;
  const least = keepsLead ? priceOf(lot) : next(lot);
  const { buyNow } = lot;
  const isPossible = isStep(lot, least);
  if (buyNow !== null && (amount >= buyNow || !isPossible)) return { code: 'ABOVE_BUY_NOW', amount: buyNow };
  if (!isPossible) return { code: 'BID_LIMIT' };
  if (amount < least) return { code: 'BID_TOO_LOW', amount: least };
  if (isStep(lot, amount)) return null;
  return { code: 'BID_NOT_ON_STEP', amount: neighbour(lot, amount, isMaximum) };
}

/** For a maximum the step below it, because nobody must promise more than they typed; for a bid the nearer step. */
function neighbour(lot: Lot, amount: number, isMaximum: boolean): number {
  let below = lot.start;
  while (below + lot.step <= amount) below += lot.step;
  const above = below + lot.step;
  const isBelowNearer = amount - below < above - amount;
  return isMaximum || isBelowNearer || !isStep(lot, above) ? below : above;
}
