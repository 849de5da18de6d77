import Big from 'big.js';
import type { Money } from '@/lib/money';

/**
 * The share of each amount in the total, in whole percent that add up to 100: the remainder of rounding down goes to
 * the largest fractions. All 0 when the total is 0.
 */
export function sharesOf(amounts: readonly Money[]): number[] {
  const whole = amounts.reduce((sum, amount) => sum.plus(amount), new Big(0));
  if (whole.eq(0)) return amounts.map(() => 0);
  const exact = amounts.map((amount) => amount.times(100).div(whole));
  const shares = exact.map((percent) => percent.round(0, Big.roundDown).toNumber());
  const left = 100 - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((percent, index) => ({ index, remainder: percent.minus(shares[index] ?? 0) }))
    .sort((a, b) => b.remainder.cmp(a.remainder));
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** The change of an amount, in whole percent; null if there was nothing to compare with. */
export function changeOf({ now, before }: { now: Money; before: Money }): number | null {
  if (before.eq(0)) return null;
  return now.minus(before).times(100).div(before).round(0).toNumber();
}
