import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/transaction';
import type { Refusal } from '@/lib/result';
import type { LockedWallet } from './lock-wallets';
import { decideMovement, type Holding, type Movement } from './rules';

/**
 * Decides a movement of a locked wallet and writes its ledger entry, by which the database moves the wallet.
 *
 * @returns the balances afterwards and the entry's id; a refusal writes nothing
 */
export async function writeMovement(
  tx: Transaction,
  wallet: LockedWallet,
  movement: Movement,
): Promise<{ ok: true; after: Holding; transactionId: string } | Refusal> {
  const decision = decideMovement(wallet, movement);
  if (!decision.ok) return decision;
  const { after, balanceDelta } = decision;
  const entries = await tx.execute<{ id: string }>(sql`
    INSERT INTO transactions
      (wallet_id, type, balance_delta, locked_delta, balance_after, locked_after, description, created_at)
    VALUES (${wallet.id}, ${movement.type}, ${balanceDelta.toFixed()}, 0,
      ${after.balance.toFixed()}, ${after.locked.toFixed()}, ${descriptionOf(movement)}, clock_timestamp())
    RETURNING id`);
  const [entry] = entries.rows;
  if (!entry) throw new Error(`wallet ${wallet.id}: the entry was not written`);
  return { ok: true, after, transactionId: entry.id };
}

/** A fact that the entry's type does not say. For machines: the reader's words are made at display. */
export type EntryDescription = 'payout returned';

/** `payout returned`: a DEPOSIT of money that a bank did not accept. */
function descriptionOf(movement: Movement): EntryDescription | null {
  return movement.type === 'DEPOSIT' && movement.returns ? 'payout returned' : null;
}
