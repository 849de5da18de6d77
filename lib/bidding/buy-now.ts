import { type SimpleCommand, submitSimpleCommand } from './submit-simple-command';

/**
 * Buys the item at its buy-now price: pays the seller from the buyer's wallet, refunds the leader and
 * ends the auction.
 *
 * @returns the ended auction; a refusal changes nothing, and its attempt is recorded as `placeBid` says
 */
export function buyNow(input: SimpleCommand) {
  return submitSimpleCommand('buyNow', input);
}
