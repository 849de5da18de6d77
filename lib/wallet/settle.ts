import Big from 'big.js';
import type { Transaction } from '@/db/transaction';
import { writeOrRollBack } from '@/db/write-or-roll-back';
import { rememberAnswer, rememberedAnswer } from '@/lib/idempotency';
import type { LimitName } from '@/lib/limits';
import type { Money } from '@/lib/money';
import { consumeIn } from '@/lib/rate-limit';
import { type Refusal, refuse } from '@/lib/result';
import { type LockedWallet, lockWallet } from './lock-wallets';
import type { Holding } from './rules';
import { unlessHeld } from './unless-held';

export type Settled = { ok: true; balance: Money; lockedBalance: Money } | Refusal;

export type MovementRequest = {
  userId: string;
  idempotencyKey: string | undefined;
  /** The limit that counts what its owner moves. */
  limit: LimitName;
  /** The whole request as text, so that the same key with another request is recognized; see `keyUse`. */
  request: string;
  /** Why nothing new may be moved, whatever the wallet holds. An earlier answer under the key is repeated anyway. */
  refusal: Refusal | null | undefined;
  /**
   * Writes the ledger entry and the rows that belong to it, in the same transaction. When it refuses, nothing of it
   * stays.
   */
  write: (tx: Transaction, wallet: LockedWallet) => Promise<{ ok: true; after: Holding } | Refusal>;
};

/**
 * Settles one movement of one wallet in one transaction: lock, look the key up, decide, write the ledger entry, the rows
 * that belong to it and the remembered answer.
 *
 * Only an accepted request leaves anything behind. A refusal changes nothing and is not remembered under its key: the same
 * request may be accepted later.
 *
 * @returns the balances afterwards, or why nothing happened; BUSY when somebody else holds the wallet
 * @throws when the transaction failed; then nothing happened (but see `CommitUnknownError`)
 */
export async function settleMovement({
  userId,
  idempotencyKey,
  limit,
  request,
  refusal,
  write,
}: MovementRequest): Promise<Settled> {
  return unlessHeld(() =>
    writeOrRollBack<Settled>(async (tx, rollBackWith) => {
      const wallet = await lockWallet(tx, userId);
      if (!wallet) return rollBackWith(refuse('NOT_FOUND'));
      const use = idempotencyKey === undefined ? null : { key: idempotencyKey, request };
      const before = use && (await rememberedAnswer<Remembered>(tx, wallet, use));
      if (before) return rollBackWith(before.ok ? recall(before.response) : before);
      if (refusal) return rollBackWith(refusal);
      const counted = await consumeIn(tx, limit, userId);
      if (!counted.ok) return rollBackWith(counted);
      const written = await write(tx, wallet);
      if (!written.ok) return rollBackWith(written);
      const { balance, locked } = written.after;
      const response: Remembered = { ok: true, balance: balance.toFixed(), lockedBalance: locked.toFixed() };
      if (use) await rememberAnswer(tx, wallet, { ...use, response });
      return { ok: true, balance, lockedBalance: locked };
    }),
  );
}

/**
 * Amounts as text: JSON has no whole won. For a day after an upgrade it may also be a refusal, which the previous
 * release remembered.
 */
type Remembered =
  | { ok: true; balance: string; lockedBalance: string }
  | { ok: false; code: 'INSUFFICIENT_BALANCE'; available: string }
  | { ok: false; code: 'BALANCE_LIMIT' };

function recall(response: Remembered): Settled {
  if (response.ok) {
    return { ok: true, balance: new Big(response.balance), lockedBalance: new Big(response.lockedBalance) };
  }
  if (response.code === 'BALANCE_LIMIT') return response;
  return { ...response, available: new Big(response.available) };
}
