const TIMES_THE_PRICE = 3;
const WON_OVER_THE_PRICE = 300_000;

/**
 * Whether a bid is so far above the price that a slip of the finger is likely, so that the bidder is asked to confirm it.
 *
 * @param price  the current price in won; the start price while there is no bid
 */
export function needsConfirmation(amount: number, price: number): boolean {
  return amount > price * TIMES_THE_PRICE || amount - price > WON_OVER_THE_PRICE;
}
