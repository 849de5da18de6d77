import type { ClientBase } from 'pg';
import { log } from '@/lib/log';

/** The server's limits for one session, in milliseconds. */
export const SESSION_LIMITS = {
  lock_timeout: 4_000,
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 10_000,
} as const;

/** `SET LOCAL` of the limits, for a transaction whose session may not have them. */
export const SET_LOCAL_LIMITS = Object.entries(SESSION_LIMITS)
  .map(([name, value]) => `SET LOCAL ${name} = ${value}`)
  .join('; ');

/** A connection was opened to a server that takes no writes: a standby, or a primary that is becoming one. */
export class ReadOnlyDatabaseError extends Error {
  override name = 'ReadOnlyDatabaseError';
  /** SQLSTATE read_only_sql_transaction. */
  readonly code = '25006';
}

/** The timeline of the server behind each connection: the number of its history, which each promotion raises by one. */
const timelines = new WeakMap<ClientBase, number>();

/** The timeline that the server was on when this connection was opened; 0 when unknown. */
export function timelineOf(client: ClientBase): number {
  return timelines.get(client) ?? 0;
}

let toldOfLimits = false;

/**
 * Checks a new connection before it is used: whether the server takes writes, on which timeline it is, and whether our
 * limits have reached it.
 *
 * @throws ReadOnlyDatabaseError on a server that takes no writes; a later attempt may succeed
 */
export async function verifySession(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ timeline: number; read_only: boolean; limit: string }>(`
    SELECT CASE WHEN pg_is_in_recovery() THEN 0
        ELSE ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int END AS timeline,
      pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS read_only,
      current_setting('statement_timeout') AS limit`);
  const [facts] = rows;
  if (!facts || facts.read_only) throw new ReadOnlyDatabaseError('the database takes no writes');
  timelines.set(client, facts.timeline);
  if (facts.limit === '0' && !toldOfLimits) {
    toldOfLimits = true;
    log.error(
      'DATABASE_URL: the session has no statement_timeout, as behind a pooler that ignores startup parameters; see "Poolers" in docs/operations.md',
    );
  }
}
