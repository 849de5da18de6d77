import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import type { Transaction } from '@/db/transaction';
import { writeOrRollBack } from '@/db/write-or-roll-back';
import { RETENTION } from '@/lib/legal/retention';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';
import type { ErrorCode } from './errors';
import { invalidInput } from './parse-input';
import { type Refusal, type Result, refuse } from './result';

export const idempotencyKeySchema = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);

/** @returns null for a valid key, and for none */
export function keyFault(idempotencyKey: unknown): Refusal<'INVALID_INPUT'> | null {
  const isUsable = idempotencyKeySchema.optional().safeParse(idempotencyKey).success;
  return isUsable ? null : invalidInput({ idempotencyKey: 'idempotencyKey' });
}

/** A key belongs to one person: the same text from two people is two keys. */
type Key = { userId: string; key: string };

/** A key, and a hash of the request that its owner sends under it. */
export type KeyUse = Key & { requestHash: string };

/**
 * @param request  the whole request as text, so that the same key with another request is recognized. Each use case
 *   keeps the
 *   form of this text from release to release: keys of the release before are compared with it for 24 hours
 */
export function keyUse({ userId, key, request }: Key & { request: string }): KeyUse {
  return { userId, key, requestHash: createHash('sha256').update(request).digest('hex') };
}

export function keyName({ userId, key }: Key): string {
  return `${userId}:${key}`;
}

export function isSameRequest(use: KeyUse, earlier: Pick<KeyUse, 'requestHash'>): boolean {
  return use.requestHash === earlier.requestHash;
}

/** The first answer under a key. */
export type RememberedAnswer = KeyUse & { response: unknown };

/**
 * Compares a use of a key with the answer that is remembered under it.
 *
 * @returns null when the key is new; IDEMPOTENCY_MISMATCH when it was used for another request
 */
export function answerBefore(
  use: KeyUse,
  remembered: RememberedAnswer | undefined,
): { ok: true; response: unknown } | Refusal<'IDEMPOTENCY_MISMATCH'> | null {
  if (!remembered) return null;
  return isSameRequest(use, remembered)
    ? { ok: true, response: remembered.response }
    : refuse('IDEMPOTENCY_MISMATCH');
}

/**
 * A subquery for the answers under many keys at once, as JSON of `RememberedAnswer[]`; NULL when there are none. A caller
 * that remembers an answer under one of the keys must have locked its owner before, see `OwnerLock`.
 */
export function rememberedSql(keys: readonly Key[]): SQL {
  return sql`(SELECT json_agg(json_build_object('userId', k.user_id::text, 'key', k.key,
      'requestHash', k.request_hash, 'response', k.response))
    FROM idempotency_keys k
    JOIN unnest(${sql.param(keys.map(({ userId }) => userId))}::bigint[], ${sql.param(keys.map(({ key }) => key))}::text[])
      AS asked (user_id, key) USING (user_id, key))`;
}

declare const isLocked: unique symbol;

/**
 * Proof that a row of the key's owner is locked until the transaction ends. Of two requests with one key the second waits
 * for that lock, and then finds the answer to the first. `lib/wallet/lock-wallets.ts` alone makes such a proof, of a wallet
 * that it has locked.
 */
export type OwnerLock = { readonly userId: string; readonly [isLocked]: true };

/** An answer to remember. */
export type AnswerToRemember = { owner: OwnerLock; key: string; requestHash: string; response: unknown };

/**
 * A statement that remembers the first answers to many keys, in the transaction that has their effect. As a part of another
 * statement it takes `at` from there.
 */
export function rememberSql(
  answers: readonly AnswerToRemember[],
  at: SQL | string = sql`clock_timestamp()`,
): SQL {
  const rows = answers.map(({ owner, key, requestHash, response }) => ({
    user_id: owner.userId,
    key,
    request_hash: requestHash,
    response: JSON.stringify(response),
  }));
  return sql`INSERT INTO idempotency_keys (user_id, key, request_hash, response, created_at)
    SELECT v.user_id, v.key, v.request_hash, v.response::json, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS v (user_id bigint, key text, request_hash text, response text)`;
}

/** The earlier answer under one key, see `answerBefore`. */
export async function rememberedAnswer<Response>(
  tx: Transaction,
  owner: OwnerLock,
  { key, request }: { key: string; request: string },
): Promise<{ ok: true; response: Response } | Refusal<'IDEMPOTENCY_MISMATCH'> | null> {
  const use = keyUse({ userId: owner.userId, key, request });
  const { rows } = await tx.execute<{ remembered: RememberedAnswer[] | null }>(
    sql`SELECT ${rememberedSql([use])} AS remembered`,
  );
  const before = answerBefore(use, rows[0]?.remembered?.[0]);
  return before?.ok ? { ok: true, response: before.response as Response } : before;
}

/** Remembers the first answer to one key for 24 hours, in the transaction that has its effect. */
export async function rememberAnswer(
  tx: Transaction,
  owner: OwnerLock,
  { key, request, response }: { key: string; request: string; response: unknown },
): Promise<void> {
  const { requestHash } = keyUse({ userId: owner.userId, key, request });
  await tx.execute(rememberSql([{ owner, key, requestHash, response }]));
}

/**
 * The first answer under a key, whatever its request was; undefined when none is remembered. For reading only: it takes
 * no lock and does not wait for a request that is under way.
 */
export async function firstAnswer(key: Key): Promise<unknown> {
  const { rows } = await database().execute<{ remembered: RememberedAnswer[] | null }>(
    sql`SELECT ${rememberedSql([key])} AS remembered`,
  );
  return rows[0]?.remembered?.[0]?.response;
}

/** A row that was written. */
export type Written = { id: string; createdAt: Date };

/**
 * Writes something in a transaction, once for each key of a person.
 *
 * @param idempotencyKey  the same key with the same request is answered as the first time, for 24 hours; without one,
 *   each call writes
 * @param request         the whole request as text, so that the same key with another request is recognized
 * @param lockOwner       `lockWallet`
 * @returns the written row; a refusal leaves nothing behind, and its key may be used again
 */
export async function writeOnce<Code extends ErrorCode>(
  {
    userId,
    idempotencyKey,
    request,
    lockOwner,
  }: {
    userId: string;
    idempotencyKey: string | undefined;
    request: readonly string[];
    lockOwner: (tx: Transaction, userId: string) => Promise<OwnerLock | null>;
  },
  write: (tx: Transaction) => Promise<Result<Written, Code>>,
): Promise<Result<Written, Code | 'INVALID_INPUT' | 'IDEMPOTENCY_MISMATCH'>> {
  const fault = keyFault(idempotencyKey);
  if (fault) return fault;
  return writeOrRollBack<Result<Written, Code | 'IDEMPOTENCY_MISMATCH'>>(async (tx, rollBackWith) => {
    const written = async () => {
      const answer = await write(tx);
      return answer.ok ? answer : rollBackWith(answer);
    };
    if (idempotencyKey === undefined) return written();
    const owner = await lockOwner(tx, userId);
    if (!owner) throw new Error(`there is no user ${userId}`);
    const use = { key: idempotencyKey, request: JSON.stringify(request) };
    const before = await rememberedAnswer<WrittenBefore>(tx, owner, use);
    if (before) return rollBackWith(before.ok ? writtenBefore(before.response) : before);
    const response = await written();
    await rememberAnswer(tx, owner, { ...use, response });
    return response;
  });
}

/** `Written` as JSON gives it back. */
type WrittenBefore = { id: string; createdAt: string };

function writtenBefore({ id, createdAt }: WrittenBefore): { ok: true } & Written {
  return { ok: true, id, createdAt: new Date(createdAt) };
}

/** Forgets answers that were remembered for a day: their keys may be used again. */
export async function forgetOldKeys(): Promise<Forgetting> {
  return roundOf((most) =>
    database().execute(sql`
      DELETE FROM idempotency_keys WHERE (user_id, key) IN (
        SELECT user_id, key FROM idempotency_keys
        WHERE created_at < now() - make_interval(hours => ${RETENTION.answerHours})
        ORDER BY created_at LIMIT ${most} FOR UPDATE SKIP LOCKED)`),
  );
}
