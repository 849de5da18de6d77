import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';

/** Deletes expired sessions, and tells the gateway, whose sockets may outlive the session. */
export async function forgetExpiredSessions(): Promise<Forgetting> {
  return forgetExpired({ table: sql`sessions`, hash: sql`id_hash` });
}

/** The same for the tokens of the API. */
export async function forgetExpiredTokens(): Promise<Forgetting> {
  return forgetExpired({ table: sql`api_tokens`, hash: sql`token_hash` });
}

function forgetExpired({ table, hash }: { table: SQL; hash: SQL }): Promise<Forgetting> {
  return roundOf((most) =>
    database().execute(sql`
      WITH gone AS (
        DELETE FROM ${table} WHERE ${hash} IN (
          SELECT ${hash} FROM ${table} WHERE expires_at <= now()
          ORDER BY expires_at LIMIT ${most} FOR UPDATE SKIP LOCKED)
        RETURNING user_id::text, ${hash} AS hash
      ), announced AS (
        INSERT INTO outbox (topic, payload, created_at)
        SELECT 'user:' || user_id, jsonb_build_object('message', NULL, 'notices', '[]'::jsonb, 'ends',
          jsonb_build_array(jsonb_build_object('userId', user_id, 'end', jsonb_build_object('login', hash)))), now()
        FROM gone)
      SELECT FROM gone`),
  );
}
