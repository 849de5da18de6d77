import type { SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { log } from '@/lib/log';
import { behindPooler, type Database, questionPool, transactionPool } from './client';
import { type CommitAnswer, sendCommit } from './commit';
import { type CommitWitness, fateOf, newWitness, witnessSql } from './commit-witness';
import { executePrepared } from './prepared';
import { SET_LOCAL_LIMITS } from './session';
import { keepsConnection } from './stale-connection';

type AfterCommit = () => void | Promise<void>;

/** A query builder bound to one transaction. Side effects wait in `afterCommit` until the transaction has committed. */
export type Transaction = Database & {
  afterCommit(hook: AfterCommit): void;
  /** `execute` for a statement that is sent with every bid; see `prepared.ts`. */
  executePrepared<Row extends QueryResultRow>(statement: SQL): Promise<QueryResult<Row>>;
};

/**
 * COMMIT was sent, the connection broke, and the database could not be asked for the outcome. The work may or may not
 * have happened: it must not be run again without an idempotency key.
 */
export class CommitUnknownError extends Error {
  override name = 'CommitUnknownError';
}

/**
 * Whether an error is a `CommitUnknownError`. It is recognized by its name: Next bundles pages, actions and route handlers
 * apart, each bundle has its own class, and an error of the bidding desk, which they share, crosses between them.
 */
export function isCommitUnknown(error: unknown): boolean {
  return error instanceof Error && error.name === 'CommitUnknownError';
}

/** No transaction could be begun, so nothing has happened; `cause` says why. */
export class NotBegunError extends Error {
  override name = 'NotBegunError';
}

/** One pool runs the transactions; the other is asked for their fate when the answer to COMMIT is lost. */
type Pools = { transactions: Pool; questions: Pool };

/**
 * Runs `work` in one READ COMMITTED transaction; row locks, not isolation, decide between rivals.
 *
 * Hooks given to `tx.afterCommit` run in order once COMMIT has returned, never on rollback. A hook that throws is logged:
 * the commit cannot be undone, and the outbox still holds the announcement.
 *
 * @returns the result of `work`, once it is durable
 * @throws the error of `work`, after ROLLBACK; `NotBegunError` before `work` ran; `CommitUnknownError` when the fate of
 *   COMMIT is not known
 */
export async function withTransaction<T>(
  work: (tx: Transaction) => Promise<T>,
  { transactions, questions }: Pools = { transactions: transactionPool(), questions: questionPool() },
): Promise<T> {
  const hooks: AfterCommit[] = [];
  const { result, witness, commitError } = await attempt(work, hooks, transactions);
  // The dead connection has been released by now; otherwise a pool full of lost COMMITs would leave none to ask over.
  if (commitError) await settleFate(witness, commitError, questions);
  for (const hook of hooks) {
    try {
      await hook();
    } catch (error) {
      log.error({ error }, 'after-commit hook failed');
    }
  }
  return result;
}

type Attempt<T> = { result: T; witness: CommitWitness; commitError: Error | null };

/** Runs a transaction up to the answer to COMMIT, and releases its connection. */
async function attempt<T>(
  work: (tx: Transaction) => Promise<T>,
  hooks: AfterCommit[],
  pool: Pool,
): Promise<Attempt<T>> {
  const client = await connect(pool);
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken ??= error;
  };
  client.on('error', onError);
  try {
    const witness = await begin(client);
    const tx: Transaction = Object.assign(drizzle(client), {
      afterCommit: (hook: AfterCommit) => void hooks.push(hook),
      executePrepared: <Row extends QueryResultRow>(statement: SQL) =>
        executePrepared<Row>(client, statement),
    });
    const result = await work(tx);
    const commitError = await commit(client);
    if (commitError && !keepsConnection(commitError)) broken ??= commitError;
    return { result, witness, commitError };
  } catch (error) {
    broken ??= await rollback(client, error);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

let toldOfPooler = false;

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    if (!toldOfPooler && /unsupported startup parameter/.test(String(error))) {
      toldOfPooler = true;
      log.error(
        'DATABASE_URL: a pooler refuses the settings of a session; set DATABASE_POOLER, see "Poolers" in docs/operations.md',
      );
    }
    throw new NotBegunError('no connection to the database', { cause: error });
  }
}

async function begin(client: PoolClient): Promise<CommitWitness> {
  const witness = newWitness(client);
  const limits = behindPooler() ? `${SET_LOCAL_LIMITS}; ` : '';
  try {
    await client.query(`BEGIN; ${limits}${witnessSql(witness)}`);
    return witness;
  } catch (error) {
    throw new NotBegunError('the transaction could not begin', { cause: error });
  }
}

/**
 * Sends COMMIT.
 *
 * @returns null once the work is durable, or the error that came instead of an answer
 * @throws when the transaction had failed before and was rolled back; `CommitUnknownError` when it is durable on this
 *   server alone
 */
async function commit(client: PoolClient): Promise<Error | null> {
  let answer: CommitAnswer;
  try {
    answer = await sendCommit(client);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
  if (answer === 'rolled back') throw new Error('the transaction had failed and was rolled back');
  // This server would answer "committed", but a failover may still undo it.
  if (answer === 'not replicated') throw new CommitUnknownError('the standby did not confirm the COMMIT');
  return null;
}

/**
 * Finds out whether a COMMIT that was not answered took effect.
 *
 * @throws `commitError` when the transaction was aborted, `CommitUnknownError` when its fate cannot be found out
 */
async function settleFate(witness: CommitWitness, commitError: Error, questions: Pool): Promise<void> {
  const fate = await fateOf(witness, questions);
  if (fate === 'committed') return;
  if (fate === 'aborted') throw commitError;
  throw new CommitUnknownError('the connection was lost during COMMIT', { cause: commitError });
}

/**
 * Rolls back after `error`, unless the connection is useless by now.
 *
 * @returns the reason why the connection must not be used again; undefined when it may be
 */
async function rollback(client: PoolClient, error: unknown): Promise<Error | undefined> {
  if (!keepsConnection(error)) return error instanceof Error ? error : new Error(String(error));
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (failure) {
    return failure instanceof Error ? failure : new Error(String(failure));
  }
}
