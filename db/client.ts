import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolConfig } from 'pg';
import { readerOf } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { SESSION_LIMITS, verifySession } from './session';
import { provesStaleConnections } from './stale-connection';

export type Database = NodePgDatabase<Record<string, never>>;

const readPoolSettings = readerOf('DATABASE_URL', 'DATABASE_POOL_SIZE');
const readPooler = readerOf('DATABASE_POOLER');

/** Connections reserved for questions about the database itself. A few are enough; nothing else may use them up. */
const QUESTION_CONNECTIONS = 2;

/** Connections for searches by words, which read much: a flood of them must not slow the rest of the site down. */
const SEARCH_CONNECTIONS = 3;
/** Searches that wait for one of these connections; further ones are refused at once. */
const MOST_WAITING_SEARCHES = 30;
const SEARCH_LIMIT_MS = 2_000;

type Pools = {
  /** Reads and single statements. */
  reads: Pool;
  /** Transactions. They may wait for locks, and must not starve readers meanwhile. */
  transactions: Pool;
  /** The fate of a lost COMMIT, and health. Both are asked when the other pools are exhausted. */
  questions: Pool;
  /** Searches by words. */
  searches: Pool;
};
type Open = Pools & { database: Database; searchDatabase: Database };

const held = singleton('database', () => ({
  open: null as Open | null,
  /** Pools that were replaced and end as their connections come back. */
  retired: [] as Promise<unknown>[],
}));

/** The connection pools of this process, made at first use from `DATABASE_URL`. */
function pools(): Open {
  held.open ??= open();
  return held.open;
}

function open(): Open {
  const { DATABASE_URL: connectionString, DATABASE_POOL_SIZE: max } = readPoolSettings();
  const reads = createPool({ connectionString, max, onConnect: verifySession });
  const transactions = createPool({ connectionString, max, onConnect: verifySession });
  const questions = createPool({ connectionString, max: QUESTION_CONNECTIONS, onConnect: verifySession });
  const searches = createPool({
    connectionString,
    max: SEARCH_CONNECTIONS,
    onConnect: verifySession,
    connectionTimeoutMillis: SEARCH_LIMIT_MS,
    // Behind a pooler the server has no time limit; only this process gives up.
    query_timeout: SEARCH_LIMIT_MS + 500,
    ...(!behindPooler() && { statement_timeout: SEARCH_LIMIT_MS }),
  });
  for (const pool of [reads, transactions]) pool.on('release', (error) => replaceIfStale(pool, error));
  const databases = { database: drizzle(reads), searchDatabase: drizzle(searches) };
  return { reads, transactions, questions, searches, ...databases };
}

/**
 * Replaces all connections when one of them fell silent or serves a database that takes no writes: each of the others
 * would cost its first user the same error. Idle ones are closed at once, those in use when they are released.
 */
function replaceIfStale(pool: Pool, error: unknown): void {
  if (!provesStaleConnections(error)) return;
  const stale = held.open;
  if (!stale || (stale.reads !== pool && stale.transactions !== pool)) return;
  held.open = open();
  held.retired.push(endPools(stale));
}

function endPools({ reads, transactions, questions, searches }: Pools): Promise<unknown> {
  return Promise.all([reads.end(), transactions.end(), questions.end(), searches.end()]);
}

/**
 * A pool with this product's limits: a lock, a statement or a connection that hangs ends in an error. The server's own
 * limits come first; `query_timeout` is for a server that does not answer at all.
 */
export function createPool(config: PoolConfig): Pool {
  const pool = new Pool({
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // After a failover by DNS, connections to the old address are closed within this time, whatever they do.
    maxLifetimeSeconds: 30 * 60,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    query_timeout: SESSION_LIMITS.statement_timeout + 2_000,
    application_name: 'neighborbid',
    ...startupParameters(),
    ...config,
  });
  // A connection that the server closes must not end the process, whether it is idle or in use: the query under way fails,
  // and the next use reconnects.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A pooler in transaction mode accepts none of these; there each transaction sets its limits (`transaction.ts`). */
function startupParameters(): PoolConfig {
  if (behindPooler()) return {};
  return {
    ...SESSION_LIMITS,
    // The similarity from which a search takes one word for another (lib/auctions/words.ts).
    options: '-c pg_trgm.strict_word_similarity_threshold=0.45',
  };
}

/** Whether the connections go through a pooler in transaction mode, where each transaction may have another session. */
export function behindPooler(): boolean {
  return readPooler().DATABASE_POOLER === 'transaction';
}

/** For reads and single statements. */
export function databasePool(): Pool {
  return pools().reads;
}

/** For `withTransaction` alone. */
export function transactionPool(): Pool {
  return pools().transactions;
}

/** For questions about the database itself, which are asked when the other pools may be exhausted. */
export function questionPool(): Pool {
  return pools().questions;
}

/** Query builder for reads and single statements; every change of money goes through `withTransaction`. */
export function database(): Database {
  return pools().database;
}

/**
 * For searches by words alone: few connections, and two seconds for a statement.
 *
 * @throws SearchesBusyError when too many searches wait already
 */
export function searchDatabase(): Database {
  const { searches, searchDatabase } = pools();
  if (searches.waitingCount >= MOST_WAITING_SEARCHES) throw new SearchesBusyError('too many searches wait');
  return searchDatabase;
}

/** Nothing has happened; a later attempt may succeed. */
class SearchesBusyError extends Error {
  override name = 'SearchesBusyError';
  /** SQLSTATE too_many_connections: a passing failure (`passing-failure.ts`). */
  readonly code = '53300';
}

/**
 * The name under which a statement is prepared, for `pool.query({ name, … })`.
 *
 * @returns undefined behind a pooler in transaction mode, where another session would not know it
 */
export function statementName(name: string): string | undefined {
  return behindPooler() ? undefined : name;
}

/** Closes the pools at shutdown. A later use opens new ones. */
export async function closeDatabase(): Promise<void> {
  const { open: last, retired } = held;
  held.open = null;
  held.retired = [];
  await Promise.all([last && endPools(last), ...retired]);
}
