import { confirmOwnerUnlessRecent, type Proof } from '@/lib/accounts/confirm-owner';
import { amountSchema } from '@/lib/amount';
import { firstAnswer, keyFault } from '@/lib/idempotency';
import { invalidInput } from '@/lib/parse-input';
import type { Result } from '@/lib/result';
import type { TransferInput } from '@/lib/wallet/transfer-money';
import type { WalletView } from '@/lib/wallet/wallet';
import { withdraw } from '@/lib/wallet/withdraw';
import type { PayoutAccount } from './input';
import { isPaidByHand } from './process';
import { payoutFault, requestPayout } from './request-payout';

/**
 * The door through which people take money out: a person who merely found the account logged in is refused.
 *
 * @param account  where the money goes; without it only in the demo
 * @param proof    looked at after the input, so that a mistyped amount costs no attempt; the repetition of an accepted
 *   request needs none, since its money has left already
 * @returns like `requestPayout`; INVALID_INPUT on `password` if the proof is missing or wrong
 */
export async function withdrawAsOwner({
  account,
  proof,
  ...movement
}: Omit<TransferInput, 'refusal'> & {
  account: Record<keyof PayoutAccount, unknown> | undefined;
  proof: Proof;
}): Promise<Result<{ wallet: WalletView }>> {
  const { userId, idempotencyKey } = movement;
  const fault =
    (account ? payoutFault({ ...movement, ...account }) : amountFault(movement)) ?? keyFault(idempotencyKey);
  if (fault) return fault;
  const isKeyUsed =
    idempotencyKey !== undefined && (await firstAnswer({ userId, key: idempotencyKey })) !== undefined;
  // Under a used key nothing new may be moved, even if the key is forgotten before the wallet is locked.
  const confirmed = isKeyUsed
    ? invalidInput({ password: 'required' })
    : await confirmOwnerUnlessRecent(userId, proof);
  if (!confirmed.ok && idempotencyKey === undefined) return confirmed;
  // The first request under the key may still be under way: its answer is looked for again under the lock of the wallet.
  const unproven = confirmed.ok ? null : confirmed;
  if (account) return requestPayout({ ...movement, ...account, refusal: unproven });
  // Outside of the demo, money has to be sent to an account.
  const refusal = unproven ?? (isPaidByHand() ? invalidInput({ account: 'required' }) : null);
  return withdraw({ ...movement, refusal });
}

function amountFault({ amount }: Pick<TransferInput, 'amount'>) {
  return amountSchema.safeParse(amount).success ? null : invalidInput({ amount: 'amount' });
}
