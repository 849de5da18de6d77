import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient } from 'pg';
import { log } from '@/lib/log';
import { type Database, databasePool } from './client';

const FATE_KNOWN_WITHIN_MS = 5_000;
const FATE_ASKED_EVERY_MS = 50;

type AfterCommit = () => void | Promise<void>;

/** A query builder bound to one transaction. Side effects wait in `afterCommit` until it has committed. */
export type Transaction = Database & { afterCommit(hook: AfterCommit): void };

/**
 * COMMIT was sent, the connection broke, and the database could not be asked what became of it.
 * The work may or may not have happened: it must not be run again without an idempotency key.
 */
export class CommitUnknownError extends Error {
  override name = 'CommitUnknownError';
}

/**
 * Runs `work` in one READ COMMITTED transaction; row locks, not isolation, decide between rivals.
 *
 * Hooks given to `tx.afterCommit` run in order once COMMIT has returned, never on rollback. A hook
 * that throws is logged: what is committed cannot be taken back, and the outbox still holds the news.
 *
 * @returns what `work` returned, once it is durable
 * @throws whatever `work` threw, after ROLLBACK; `CommitUnknownError` when the fate of COMMIT is not known
 */
export async function withTransaction<T>(
  work: (tx: Transaction) => Promise<T>,
  pool: Pool = databasePool(),
): Promise<T> {
  const hooks: AfterCommit[] = [];
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  let result: T;
  try {
    // The transaction's id, fetched in the same round trip, settles what a lost answer to COMMIT leaves open.
    const transactionId = await begin(client);
    const tx = Object.assign(drizzle(client), { afterCommit: (hook: AfterCommit) => void hooks.push(hook) });
    result = await work(tx);
    await commit(client, pool, transactionId);
  } catch (error) {
    broken ??= await rollback(client);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
  for (const hook of hooks) {
    try {
      await hook();
    } catch (error) {
      log.error({ error }, 'after-commit hook failed');
    }
  }
  return result;
}

async function begin(client: PoolClient): Promise<string> {
  const results = (await client.query('BEGIN; SELECT pg_current_xact_id()::text AS id')) as unknown as {
    rows: { id: string }[];
  }[];
  const id = results[1]?.rows[0]?.id;
  if (!id) throw new Error('the database gave the transaction no id');
  return id;
}

async function commit(client: PoolClient, pool: Pool, transactionId: string): Promise<void> {
  let answer: string;
  try {
    answer = (await client.query('COMMIT')).command;
  } catch (error) {
    const fate = await fateOf(transactionId, pool);
    if (fate === 'committed') return;
    if (fate === 'aborted') throw error;
    throw new CommitUnknownError('the connection was lost during COMMIT', { cause: error });
  }
  // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error.
  if (answer !== 'COMMIT') throw new Error('the transaction had failed and was rolled back');
}

/**
 * Asks over another connection what became of a transaction.
 *
 * "in progress" means that its backend has not noticed yet that we are gone; that passes.
 *
 * @returns `committed`, `aborted`, or null when it could not be found out in time
 */
async function fateOf(transactionId: string, pool: Pool): Promise<'committed' | 'aborted' | null> {
  const deadline = Date.now() + FATE_KNOWN_WITHIN_MS;
  while (Date.now() < deadline) {
    try {
      const answer = await pool.query<{ fate: string | null }>(
        'SELECT pg_xact_status($1::text::xid8) AS fate',
        [transactionId],
      );
      const fate = answer.rows[0]?.fate;
      if (fate === 'committed' || fate === 'aborted') return fate;
    } catch (error) {
      log.warn({ error: String(error) }, 'could not ask for the fate of a transaction');
    }
    await new Promise((resolve) => setTimeout(resolve, FATE_ASKED_EVERY_MS));
  }
  return null;
}

async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
