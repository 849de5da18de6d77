import { type MoveInput, moveMoney } from './move-money';

/**
 * Takes free money out of a wallet; what bids hold cannot leave.
 *
 * @param amount  whole won: an integer, digits or `Big`
 * @param idempotencyKey  the same key with the same amount gives the first answer again for 24 hours; a refusal
 *   leaves it free
 * @returns the wallet afterwards; a refusal leaves it as it was
 */
export function withdraw(input: MoveInput) {
  return moveMoney('WITHDRAWAL', input);
}
