import type { Client } from 'pg';
import { grantsRole } from '@/db/application-role';
import { hashOfSteps, type Migration } from './migration';

// The record of the migrations that a database has seen. It is drizzle's own table, so that a database which drizzle
// migrated is recognized; a table beside it holds the progress of a migration of several steps.

export async function prepareRecord(client: Client): Promise<void> {
  await client.query(
    `CREATE SCHEMA IF NOT EXISTS drizzle;
     CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);
     CREATE TABLE IF NOT EXISTS drizzle.unfinished_migrations (
       created_at bigint PRIMARY KEY, steps int NOT NULL, hash text NOT NULL
     )`,
  );
}

/** Lets a process that knows only the application's role see whether the schema is up to date. */
export async function showRecord(client: Client): Promise<void> {
  await client.query(
    `GRANT USAGE ON SCHEMA drizzle TO ${grantsRole};
     GRANT SELECT ON drizzle.__drizzle_migrations TO ${grantsRole}`,
  );
}

/** The migrations in this database, by `createdAt`; empty where the role may not look. */
export async function appliedMigrations(client: Client): Promise<number[]> {
  // Not to_regclass(): it fails where the role may not look into the schema.
  const { rows: exists } = await client.query<{ readable: boolean }>(
    `SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'drizzle' AND c.relname = '__drizzle_migrations'`,
  );
  if (!exists[0]?.readable) return [];
  const { rows } = await client.query<{ created_at: string }>(
    'SELECT created_at FROM drizzle.__drizzle_migrations',
  );
  return rows.map((row) => Number(row.created_at));
}

/** The number of steps of a migration that an earlier run finished, and the hash of those steps. */
export async function finishedSteps(
  client: Client,
  { createdAt }: Migration,
): Promise<{ count: number; hash: string }> {
  const { rows } = await client.query<{ count: number; hash: string }>(
    'SELECT steps AS count, hash FROM drizzle.unfinished_migrations WHERE created_at = $1',
    [createdAt],
  );
  return rows[0] ?? { count: 0, hash: '' };
}

/** Records that the first `count` steps are done; with the last step the migration is done. */
export async function noteStep(client: Client, migration: Migration, count: number): Promise<void> {
  const { createdAt, hash, steps } = migration;
  if (count < steps.length) {
    await client.query(
      `INSERT INTO drizzle.unfinished_migrations (created_at, steps, hash) VALUES ($1, $2, $3)
       ON CONFLICT (created_at) DO UPDATE SET steps = excluded.steps, hash = excluded.hash`,
      [createdAt, count, hashOfSteps(migration, count)],
    );
    return;
  }
  await client.query('DELETE FROM drizzle.unfinished_migrations WHERE created_at = $1', [createdAt]);
  await client.query('INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
    hash,
    createdAt,
  ]);
}
