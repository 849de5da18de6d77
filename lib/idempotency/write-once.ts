import { type Transaction, withTransaction } from '@/db/transaction';
import { idempotencyKeySchema } from '@/lib/bidding/input';
import type { ErrorCode } from '@/lib/errors';
import { invalidInput } from '@/lib/parse-input';
import type { Result } from '@/lib/result';
import { rememberAnswer, rememberedAnswer } from './remembered';

/** A row that was written. */
export type Written = { id: string; createdAt: Date };

/**
 * Writes something in a transaction, once for each key of a person.
 *
 * @param idempotencyKey  the same key with the same request is answered as the first time, for 24 hours; without one,
 *   each call writes
 * @param request         all that is asked for, so that the same key with anything else is told apart
 * @param write           refuses before its first write
 * @returns what was written; a refusal is not remembered, and its key may be used again
 */
export async function writeOnce<Code extends ErrorCode>(
  {
    userId,
    idempotencyKey,
    request,
  }: { userId: string; idempotencyKey: string | undefined; request: readonly string[] },
  write: (tx: Transaction) => Promise<Result<Written, Code>>,
): Promise<Result<Written, Code | 'INVALID_INPUT' | 'IDEMPOTENCY_MISMATCH'>> {
  if (!idempotencyKeySchema.optional().safeParse(idempotencyKey).success) {
    return invalidInput({ idempotencyKey: 'idempotencyKey' });
  }
  if (idempotencyKey === undefined) return withTransaction(write);
  const use = { userId, key: idempotencyKey, request: JSON.stringify(request) };
  return withTransaction(async (tx) => {
    const before = await rememberedAnswer<{ id: string; createdAt: string }>(tx, use);
    if (before) {
      return before.ok
        ? { ok: true, id: before.response.id, createdAt: new Date(before.response.createdAt) }
        : before;
    }
    const written = await write(tx);
    if (written.ok) await rememberAnswer(tx, { ...use, response: written });
    return written;
  });
}
