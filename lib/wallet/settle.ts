import { createHash } from 'node:crypto';
import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { type Transaction, withTransaction } from '@/db/transaction';
import type { Money } from '@/lib/money';
import { type Refusal, refuse } from '@/lib/result';
import { lockWallet } from './lock-wallets';
import { writeMovement } from './movement';
import type { Movement } from './rules';
import { unlessHeld } from './unless-held';

export type Settled = { ok: true; balance: Money; lockedBalance: Money } | Refusal;

export type MovementRequest = {
  userId: string;
  movement: Movement;
  idempotencyKey?: string;
  /** What else the request asks for, so that the same key with anything else is told apart. */
  request?: string;
  /** Why nothing new may be moved, whatever the wallet holds. What a key was answered before is answered all the same. */
  refusal?: Refusal | null;
  /** Writes what goes with the ledger entry, in the same transaction; not called when the movement is refused. */
  alsoWrite?: (tx: Transaction, entry: { transactionId: string; movement: Movement }) => Promise<void>;
};

/** Nothing was written, so the transaction that found it out is rolled back: a COMMIT would wait for a flush. */
class NothingToWrite extends Error {
  constructor(readonly answer: Settled) {
    super('nothing to write');
  }
}

/**
 * Settles one movement of one wallet in one transaction: lock, look at the key, decide, write the ledger entry, what goes
 * with it and the remembered answer.
 *
 * Only what is accepted leaves anything behind. A refusal changed nothing and is not remembered under its key: the same
 * request may be accepted later.
 *
 * @returns what the wallet holds afterwards, or why nothing happened; BUSY when somebody else holds the wallet
 * @throws when the transaction failed; then nothing happened (but see `CommitUnknownError`)
 */
export async function settleMovement(asked: MovementRequest): Promise<Settled> {
  return unlessHeld(async () => {
    try {
      return await withTransaction((tx) => settle(tx, asked));
    } catch (error) {
      if (error instanceof NothingToWrite) return error.answer;
      throw error;
    }
  });
}

async function settle(tx: Transaction, asked: MovementRequest): Promise<Settled> {
  const { userId, movement, idempotencyKey, refusal, alsoWrite } = asked;
  const wallet = await lockWallet(tx, userId);
  if (!wallet) throw new NothingToWrite(refuse('NOT_FOUND'));
  const key = idempotencyKey === undefined ? null : { userId, key: idempotencyKey, hash: hashOf(asked) };
  // After the lock: whoever used the same key at the same time has finished by now.
  const before = key && (await answerBefore(tx, key));
  if (before) throw new NothingToWrite(before);
  if (refusal) throw new NothingToWrite(refusal);
  const written = await writeMovement(tx, wallet, movement);
  if (!written.ok) throw new NothingToWrite(written);
  await alsoWrite?.(tx, { transactionId: written.transactionId, movement });
  const { balance, locked } = written.after;
  if (key) await remember(tx, key, { balance: balance.toFixed(), lockedBalance: locked.toFixed() });
  return { ok: true, balance, lockedBalance: locked };
}

type Key = { userId: string; key: string; hash: string };

function hashOf({ movement: { type, amount }, request = '' }: MovementRequest): string {
  return createHash('sha256')
    .update(`${type}:${amount.toFixed()}${request && `:${request}`}`)
    .digest('hex');
}

/** Amounts as text: JSON has no whole won. */
type Remembered = { balance: string; lockedBalance: string };
/** A release before this one remembered refusals too; they are gone after a day. */
type RememberedRefusal =
  | { ok: false; code: 'INSUFFICIENT_BALANCE'; available: string }
  | { ok: false; code: 'BALANCE_LIMIT' };

async function answerBefore(tx: Transaction, { userId, key, hash }: Key): Promise<Settled | null> {
  const { rows } = await tx.execute<{
    request_hash: string;
    response: ({ ok: true } & Remembered) | RememberedRefusal;
  }>(sql`SELECT request_hash, response FROM idempotency_keys WHERE user_id = ${userId} AND key = ${key}`);
  const [before] = rows;
  if (!before) return null;
  return before.request_hash === hash ? recall(before.response) : refuse('IDEMPOTENCY_MISMATCH');
}

function recall(response: ({ ok: true } & Remembered) | RememberedRefusal): Settled {
  if (response.ok) {
    return { ok: true, balance: new Big(response.balance), lockedBalance: new Big(response.lockedBalance) };
  }
  if (response.code === 'BALANCE_LIMIT') return response;
  return { ...response, available: new Big(response.available) };
}

async function remember(tx: Transaction, { userId, key, hash }: Key, answer: Remembered): Promise<void> {
  await tx.execute(sql`
    INSERT INTO idempotency_keys (user_id, key, request_hash, response, created_at)
    VALUES (${userId}, ${key}, ${hash}, ${JSON.stringify({ ok: true, ...answer })}, clock_timestamp())`);
}
