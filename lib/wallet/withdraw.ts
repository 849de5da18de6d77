import { demoWithdrawals } from '@/db/schema';
import { type MoveInput, moveMoney } from './move-money';

/**
 * Takes free money of the demo out of a wallet, to no account: the WITHDRAWAL and the row that says so are one
 * transaction. What bids hold cannot leave.
 *
 * @param amount  whole won: an integer, digits or `Big`
 * @param idempotencyKey  the same key with the same amount gives the first answer again for 24 hours; a refusal
 *   leaves it free
 * @returns the wallet afterwards; a refusal leaves it as it was
 */
export function withdraw(input: MoveInput) {
  return moveMoney('WITHDRAWAL', input, {
    alsoWrite: async (tx, { transactionId }) => {
      await tx.insert(demoWithdrawals).values({ transactionId });
    },
  });
}
