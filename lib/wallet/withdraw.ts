import { demoWithdrawals } from '@/db/schema';
import { writeMovement } from './movement';
import { type TransferInput, transferMoney } from './transfer-money';

/**
 * Takes free money of the demo out of a wallet, to no account: the WITHDRAWAL and the row that says so are one
 * transaction. Money locked by bids cannot leave.
 *
 * @param amount  whole won: an integer, digits or `Big`
 * @param idempotencyKey  the same key with the same amount gives the first answer again for 24 hours; a refusal
 *   leaves it free
 * @returns the wallet afterwards; a refusal leaves it as it was
 */
export function withdraw(input: TransferInput) {
  return transferMoney(input, (amount) => ({
    limit: 'withdrawal',
    request: `WITHDRAWAL:${amount.toFixed()}`,
    write: async (tx, wallet) => {
      const written = await writeMovement(tx, wallet, { type: 'WITHDRAWAL', amount });
      if (written.ok) await tx.insert(demoWithdrawals).values({ transactionId: written.transactionId });
      return written;
    },
  }));
}
