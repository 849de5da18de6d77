import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { expect, onTestFinished, vi } from 'vitest';
import { database } from '@/db/client';
import type { TestDatabaseInUse } from './database';

const dialect = new PgDialect();

/**
 * Runs a statement in a transaction of the owner's that stays open, so that its row locks are held.
 *
 * @returns a function that releases them; otherwise the end of the test does
 */
export async function hold(db: TestDatabaseInUse, statement: SQL): Promise<() => Promise<void>> {
  const client = await db.openPool('owner', 1).connect();
  let held = true;
  const letGo = async () => {
    if (!held) return;
    held = false;
    await client.query('ROLLBACK');
    client.release();
  };
  onTestFinished(letGo);
  const query = dialect.sqlToQuery(statement);
  await client.query('BEGIN');
  await client.query("SET LOCAL idle_in_transaction_session_timeout = '60s'");
  await client.query(query.sql, query.params);
  return letGo;
}

export function holdAuction(db: TestDatabaseInUse, id: string) {
  return hold(db, sql`SELECT FROM auctions WHERE id = ${id} FOR UPDATE`);
}

export function holdWallets(db: TestDatabaseInUse, ...userIds: string[]) {
  return hold(
    db,
    sql`SELECT FROM wallets WHERE user_id = ANY(${sql.param(userIds)}::bigint[]) ORDER BY id FOR UPDATE`,
  );
}

/** Resolves when a session waits for a lock in this test's database. */
export async function whenSomebodyWaits(): Promise<void> {
  await vi.waitFor(
    async () => {
      const waiting = await database().execute(sql`SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`);
      expect(waiting.rows).not.toEqual([]);
    },
    { interval: 10 },
  );
}
