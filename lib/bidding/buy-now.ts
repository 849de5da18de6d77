import { type Act, act } from './act';

/**
 * Buys the item at its buy-now price: pays the seller from the buyer's wallet, refunds the leader and
 * ends the auction.
 *
 * @returns the ended auction; a refusal leaves everything as it was
 */
export function buyNow(input: Act) {
  return act('buyNow', input);
}
