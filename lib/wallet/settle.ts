import { createHash } from 'node:crypto';
import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { type Transaction, withTransaction } from '@/db/transaction';
import type { Money } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';
import { lockWallet, writeMovement } from './movement';
import type { Movement } from './rules';

export type Settled = { ok: true; balance: Money; lockedBalance: Money } | Refusal;

export type MovementRequest = {
  userId: string;
  movement: Movement;
  idempotencyKey?: string;
  /** What else the request asks for, so that the same key with anything else is told apart. */
  request?: string;
  /** Writes what goes with the ledger entry, in the same transaction; not called when the movement is refused. */
  alsoWrite?: (tx: Transaction, entry: { transactionId: string; movement: Movement }) => Promise<void>;
};

/**
 * Settles one movement of one wallet in one transaction: lock, decide, write the wallet, its ledger
 * entry, what goes with it and the remembered answer.
 *
 * @returns what the wallet holds afterwards, or why nothing happened
 * @throws when the transaction failed; then nothing happened (but see `CommitUnknownError`)
 */
export async function settleMovement({
  userId,
  movement,
  idempotencyKey,
  request = '',
  alsoWrite,
}: MovementRequest): Promise<Settled> {
  const requestHash = createHash('sha256')
    .update(`${movement.type}:${movement.amount.toFixed()}${request && `:${request}`}`)
    .digest('hex');
  return withTransaction(async (tx) => {
    const wallet = await lockWallet(tx, userId);
    if (!wallet) return refuse('NOT_FOUND');

    // After the lock: whoever used the same key at the same time has finished by now.
    if (idempotencyKey !== undefined) {
      const keys = await tx.execute<{ request_hash: string; response: RememberedMovement }>(sql`
        SELECT request_hash, response FROM idempotency_keys WHERE user_id = ${userId} AND key = ${idempotencyKey}`);
      const [before] = keys.rows;
      if (before)
        return before.request_hash === requestHash ? recall(before.response) : refuse('IDEMPOTENCY_MISMATCH');
    }

    const written = await writeMovement(tx, wallet, movement);
    if (written.ok) await alsoWrite?.(tx, { transactionId: written.transactionId, movement });
    const answer: Settled = written.ok
      ? { ok: true, balance: written.after.balance, lockedBalance: written.after.locked }
      : written;
    if (idempotencyKey !== undefined) {
      await tx.execute(sql`
        INSERT INTO idempotency_keys (user_id, key, request_hash, response, created_at)
        VALUES (${userId}, ${idempotencyKey}, ${requestHash}, ${JSON.stringify(remember(answer))},
          clock_timestamp())`);
    }
    return answer;
  });
}

/** Amounts as text: JSON has no whole won. */
type RememberedMovement =
  | { ok: true; balance: string; lockedBalance: string }
  | { ok: false; code: 'INSUFFICIENT_BALANCE'; available: string }
  | { ok: false; code: 'BALANCE_LIMIT' };

function remember(answer: Settled): unknown {
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, value instanceof Big ? value.toFixed() : value]),
  );
}

function recall(remembered: RememberedMovement): Settled {
  if (remembered.ok) {
    return {
      ok: true,
      balance: new Big(remembered.balance),
      lockedBalance: new Big(remembered.lockedBalance),
    };
  }
  if (remembered.code === 'BALANCE_LIMIT') return remembered;
  return { ok: false, code: remembered.code, available: new Big(remembered.available) };
}
