import Big from 'big.js';

/** Money is whole won, so nothing in this product divides it; a fraction is a bug and throws here. */
Big.strict = false;

export type Money = Big;

export const ZERO = new Big(0);

/** Largest amount one wallet, price or bid may have: what `numeric(12,0)` holds. */
export const MAX_WON = new Big('999999999999');

/**
 * Whole won from the database or the wire.
 *
 * @throws RangeError when the value is no whole number of won
 */
export function won(value: string | number | Big): Big {
  const amount = new Big(value);
  if (!amount.eq(amount.round(0, Big.roundDown))) throw new RangeError(`not whole won: ${amount}`);
  return amount;
}

/** The integer that stands for an amount at the wire. Every amount we store is below 2^53. */
export function toWire(amount: Big): number {
  return amount.toNumber();
}
