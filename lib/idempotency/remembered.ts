import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/transaction';
import { type Refusal, refuse } from '@/lib/result';
import { lockWallet } from '@/lib/wallet/lock-wallets';

/** A key as its owner uses it; `request` stands for all that is asked for with it. */
export type KeyUse = { userId: string; key: string; request: string };

/**
 * What was answered to this key before. Its owner's wallet is locked for it, as for every use of their keys: whoever used
 * the same one at the same time has finished by then.
 *
 * @returns null when the key is new; IDEMPOTENCY_MISMATCH when something else was asked for with it
 */
export async function rememberedAnswer<Response>(
  tx: Transaction,
  { userId, key, request }: KeyUse,
): Promise<{ ok: true; response: Response } | Refusal<'IDEMPOTENCY_MISMATCH'> | null> {
  await lockWallet(tx, userId);
  const { rows } = await tx.execute<{ request_hash: string; response: Response }>(sql`
    SELECT request_hash, response FROM idempotency_keys WHERE user_id = ${userId} AND key = ${key}`);
  const [before] = rows;
  if (!before) return null;
  if (before.request_hash !== hashOf(request)) return refuse('IDEMPOTENCY_MISMATCH');
  return { ok: true, response: before.response };
}

/** Remembers the first answer to a key for 24 hours, in the transaction that has its effect. */
export async function rememberAnswer(
  tx: Transaction,
  { userId, key, request, response }: KeyUse & { response: unknown },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO idempotency_keys (user_id, key, request_hash, response, created_at)
    VALUES (${userId}, ${key}, ${hashOf(request)}, ${JSON.stringify(response)}, clock_timestamp())`);
}

function hashOf(request: string): string {
  return createHash('sha256').update(request).digest('hex');
}
