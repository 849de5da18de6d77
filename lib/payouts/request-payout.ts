import type Big from 'big.js';
import { payouts } from '@/db/schema';
import { amountSchema } from '@/lib/amount';
import { invalidInput, parseInput } from '@/lib/parse-input';
import type { Refusal, Result } from '@/lib/result';
import { writeMovement } from '@/lib/wallet/movement';
import { transferMoney } from '@/lib/wallet/transfer-money';
import type { WalletView } from '@/lib/wallet/wallet';
import { type PayoutAccount, payoutAccountSchema } from './input';
import { isPaidByHand } from './process';

export type PayoutRequest = Record<keyof PayoutAccount, unknown> & {
  userId: string;
  amount: number | string | Big;
  idempotencyKey?: string;
  /** As in `TransferInput`. */
  refusal?: Refusal | null;
};

/** Why nobody could make this payout, whoever asks; null if it is possible. */
export function payoutFault(request: PayoutRequest): Refusal<'INVALID_INPUT'> | null {
  const account = parseInput(payoutAccountSchema, request);
  const isAmount = amountSchema.safeParse(request.amount).success;
  if (account.ok && isAmount) return null;
  return invalidInput({ ...(!account.ok && account.fields), ...(!isAmount && { amount: 'amount' }) });
}

/**
 * Takes free money out of a wallet and has it sent to a bank account: the WITHDRAWAL and the payout are one
 * transaction. The worker sends it in the demo, an operator elsewhere; what does not arrive comes back to the wallet.
 *
 * @param amount          whole won: an integer, digits or `Big`
 * @param idempotencyKey  the same key with the same amount and account gives the first answer again for 24 hours; a
 *                        refusal leaves it free
 * @returns the wallet afterwards; a refusal leaves it as it was
 */
export async function requestPayout(request: PayoutRequest): Promise<Result<{ wallet: WalletView }>> {
  const { userId, amount, idempotencyKey, refusal } = request;
  const fault = payoutFault(request);
  if (fault) return fault;
  const { bank, accountNumber, holder } = payoutAccountSchema.parse(request);
  return transferMoney({ userId, amount, idempotencyKey, refusal }, (money) => ({
    limit: 'withdrawal',
    request: `WITHDRAWAL:${money.toFixed()}:${JSON.stringify([bank, accountNumber, holder])}`,
    write: async (tx, wallet) => {
      const written = await writeMovement(tx, wallet, { type: 'WITHDRAWAL', amount: money });
      if (!written.ok) return written;
      await tx.insert(payouts).values({
        userId,
        amount: money,
        bank,
        accountNumber,
        holder,
        byHand: isPaidByHand(),
        withdrawalId: written.transactionId,
      });
      return written;
    },
  }));
}
