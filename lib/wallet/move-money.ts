import type Big from 'big.js';
import { amountSchema } from '@/lib/amount';
import { idempotencyKeySchema } from '@/lib/bidding/input';
import type { Refusal, Result } from '@/lib/result';
import type { Movement } from './rules';
import { type MovementRequest, settleMovement } from './settle';
import { type WalletView, walletOf } from './wallet';

export type MoveInput = {
  userId: string;
  amount: number | string | Big;
  idempotencyKey?: string;
  /** Why nothing new may be moved: the answer to anything but the repetition of what was accepted. */
  refusal?: Refusal | null;
};

/**
 * Checks the input of a deposit or withdrawal, settles it and shows the wallet.
 *
 * @param accompaniment  what is settled with it, see `MovementRequest`
 */
export async function moveMoney(
  type: Movement['type'],
  { userId, amount, idempotencyKey, refusal }: MoveInput,
  accompaniment: Pick<MovementRequest, 'request' | 'alsoWrite'> = {},
): Promise<Result<{ wallet: WalletView }>> {
  const parsed = amountSchema.safeParse(amount);
  const key = idempotencyKeySchema.optional().safeParse(idempotencyKey);
  if (!parsed.success) return { ok: false, code: 'INVALID_INPUT', fields: { amount: 'amount' } };
  if (!key.success) {
    return { ok: false, code: 'INVALID_INPUT', fields: { idempotencyKey: 'idempotencyKey' } };
  }
  const settled = await settleMovement({
    userId,
    movement: { type, amount: parsed.data },
    idempotencyKey: key.data,
    refusal,
    ...accompaniment,
  });
  if (!settled.ok) return settled;
  // The figures are those of the first answer, also when it is given again; the locks are today's.
  const { locks } = await walletOf(userId);
  return { ok: true, wallet: { balance: settled.balance, lockedBalance: settled.lockedBalance, locks } };
}
