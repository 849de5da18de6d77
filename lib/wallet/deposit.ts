import { type MoveInput, moveMoney } from './move-money';

/**
 * Brings money into a wallet.
 *
 * @param amount  whole won: an integer, digits or `Big`
 * @param idempotencyKey  the same key with the same amount gives the first answer again for 24 hours
 * @returns the wallet afterwards; a refusal leaves it as it was
 */
export function deposit(input: MoveInput) {
  return moveMoney('DEPOSIT', input);
}
