import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolConfig } from 'pg';

export type Database = NodePgDatabase<Record<string, never>>;

const HELD_OUTSIDE_BUNDLES = Symbol.for('neighborbid.database');

type Holder = { pool: Pool; database: Database };

/**
 * The connection pool of this process, made at first use from `DATABASE_URL`.
 *
 * It hangs on `globalThis`: Next bundles pages, actions and route handlers apart, and a module
 * variable would exist once in each.
 */
function holder(): Holder {
  const global = globalThis as { [HELD_OUTSIDE_BUNDLES]?: Holder };
  global[HELD_OUTSIDE_BUNDLES] ??= open();
  return global[HELD_OUTSIDE_BUNDLES];
}

function open(): Holder {
  const connectionString = process.env.DATABASE_URL;
  if (!connectionString) throw new Error('DATABASE_URL is not set');
  const pool = createPool({ connectionString, max: Number(process.env.DATABASE_POOL_SIZE ?? 10) });
  return { pool, database: drizzle(pool) };
}

/** A pool with this product's limits: a lock or a statement that hangs ends in an error, not in silence. */
export function createPool(config: PoolConfig): Pool {
  const pool = new Pool({
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    lock_timeout: 5_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'neighborbid',
    // How alike words must be for a search to take one for the other (lib/auctions/words.ts).
    options: '-c pg_trgm.strict_word_similarity_threshold=0.45',
    ...config,
  });
  // An idle connection that the server closes must not end the process; the next use reconnects.
  pool.on('error', () => undefined);
  return pool;
}

export function databasePool(): Pool {
  return holder().pool;
}

/** Query builder for reads and single statements; what changes money goes through `withTransaction`. */
export function database(): Database {
  return holder().database;
}

/** Closes the pool at shutdown. A later use opens a new one. */
export async function closeDatabase(): Promise<void> {
  const global = globalThis as { [HELD_OUTSIDE_BUNDLES]?: Holder };
  const held = global[HELD_OUTSIDE_BUNDLES];
  global[HELD_OUTSIDE_BUNDLES] = undefined;
  await held?.pool.end();
}
