import type Big from 'big.js';
import { amountSchema } from '@/lib/amount';
import { keyFault } from '@/lib/idempotency';
import type { Money } from '@/lib/money';
import { invalidInput } from '@/lib/parse-input';
import type { Refusal, Result } from '@/lib/result';
import { type MovementRequest, settleMovement } from './settle';
import { type WalletView, walletOf } from './wallet';

export type TransferInput = {
  userId: string;
  amount: number | string | Big;
  idempotencyKey?: string;
  /** Why nothing new may be moved: the answer to everything but the repetition of an accepted request. */
  refusal?: Refusal | null;
};

/**
 * Checks the input of a deposit or withdrawal, settles it and shows the wallet.
 *
 * @param movementOf  the movement of an amount, see `MovementRequest`
 */
export async function transferMoney(
  { userId, amount, idempotencyKey, refusal }: TransferInput,
  movementOf: (amount: Money) => Pick<MovementRequest, 'limit' | 'request' | 'write'>,
): Promise<Result<{ wallet: WalletView }>> {
  const parsed = amountSchema.safeParse(amount);
  if (!parsed.success) return invalidInput({ amount: 'amount' });
  const fault = keyFault(idempotencyKey);
  if (fault) return fault;
  const settled = await settleMovement({ userId, idempotencyKey, refusal, ...movementOf(parsed.data) });
  if (!settled.ok) return settled;
  // The figures are those of the first answer, also when it is given again; the locks are today's.
  const { locks } = await walletOf(userId);
  return { ok: true, wallet: { balance: settled.balance, lockedBalance: settled.lockedBalance, locks } };
}
