import { type Act, act } from './act';

/**
 * The seller takes the item back, which only works before the first bid.
 *
 * @returns the cancelled auction; a refusal leaves everything as it was
 */
export function cancelAuction(input: Act) {
  return act('cancel', input);
}
