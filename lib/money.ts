import Big from 'big.js';

/** Money is whole won, so nothing in this product divides it; a fraction is a bug and throws here. */
Big.strict = false;

export type Money = Big;

export const ZERO = new Big(0);

/** Largest amount of one movement, price or bid: the limit of `numeric(12,0)`. A sum of amounts may be more. */
export const MAX_WON = new Big('999999999999');

const LARGEST_EXACT = new Big(Number.MAX_SAFE_INTEGER);

/**
 * Whole won from the database or the wire.
 *
 * @throws RangeError when the value is not a whole number of won
 */
export function won(value: string | number | Big): Big {
  const amount = new Big(value);
  if (!amount.eq(amount.round(0, Big.roundDown))) throw new RangeError(`not whole won: ${amount}`);
  return amount;
}

/**
 * The integer that stands for an amount at the wire. Amounts are far below 2^53; a sum of amounts may not be, and goes
 * through `toWireTotal`.
 *
 * @throws RangeError instead of rounding
 */
export function toWire(amount: Big): number {
  const integer = amount.toNumber();
  if (!Number.isSafeInteger(integer)) {
    throw new RangeError(`too large for an exact number, or not whole: ${amount.toFixed()}`);
  }
  return integer;
}

/** A total at the wire: an integer, or its digits as text when a reader would round the JSON number. */
export function toWireTotal(total: Big): number | string {
  return total.abs().gt(LARGEST_EXACT) ? total.toFixed() : total.toNumber();
}

/**
 * The largest amount that a wallet offers to a field: exact up to 2^53, and never more than the wallet holds. Beyond 2^53
 * the figure still exceeds every amount that may be entered.
 */
export function toWireBound(total: Big): number {
  return total.gt(LARGEST_EXACT) ? Number.MAX_SAFE_INTEGER : toWire(total);
}
