import type { Client } from 'pg';
import { readMigrations } from '@/db/migrating/migration';
import { appliedMigrations, showRecord } from '@/db/migrating/record';
import { runMigrations } from '@/db/migrating/run-migrations';
import { takeTurn } from '@/db/migrating/take-turn';
import { applicationUrl, ensureApplicationRole } from './application-role';
import { connect, DatabaseSetupError, isConnectionLost } from './connect';

export interface PreparedDatabase {
  /** For the application: a role that owns no table and holds only its grants. */
  appUrl: string;
  /** For migrations and seeds; undefined when only an application role is known. */
  ownerUrl: string | undefined;
  migrationsRun: number;
}

/**
 * Brings the schema up to date and decides which role the application connects as. Several copies may do this at once:
 * they take turns.
 *
 * - With `ownerDatabaseUrl`: migrations run as that role, and the role in `databaseUrl` is created or completed.
 * - With `databaseUrl` alone, of a role that may create tables and roles: migrations run as that role, and the
 *   application gets a role of its own, derived from it.
 * - With `databaseUrl` alone, of an application role: it is used as it is, if the schema is up to date.
 *
 * @param secret  at least as long-lived as the database; used where the owner has no password
 * @param onNote  gets a sentence about each wait
 * @throws DatabaseSetupError with one sentence that names the variable at fault
 */
export async function prepareDatabase(options: {
  databaseUrl: string;
  ownerDatabaseUrl?: string;
  secret: string;
  onNote?: (sentence: string) => void;
}): Promise<PreparedDatabase> {
  const { databaseUrl, ownerDatabaseUrl, secret, onNote } = options;
  if (ownerDatabaseUrl) return prepareAs('OWNER_DATABASE_URL', ownerDatabaseUrl, databaseUrl, onNote);

  const client = await connect('DATABASE_URL', databaseUrl);
  try {
    const state = await inspect(client);
    if (state.can_own)
      return await prepareAs('DATABASE_URL', databaseUrl, applicationUrl(databaseUrl, secret), onNote);
    if (await isCurrent(client)) return { appUrl: databaseUrl, ownerUrl: undefined, migrationsRun: 0 };
    throw new DatabaseSetupError(
      `DATABASE_URL: the schema is not up to date and "${state.role}" may not create tables and roles; set OWNER_DATABASE_URL to a role that may.`,
    );
  } finally {
    await client.end();
  }
}

async function prepareAs(
  variable: string,
  ownerUrl: string,
  appUrl: string,
  onNote: (sentence: string) => void = () => undefined,
): Promise<PreparedDatabase> {
  const owner = await connect(variable, ownerUrl);
  try {
    await refuseOldServer(owner, variable);
    await takeTurn(owner, onNote);
    const migrationsRun = await runMigrations(owner, readMigrations(), { onNote });
    await showRecord(owner);
    await ensureApplicationRole(owner, appUrl);
    return { appUrl, ownerUrl, migrationsRun };
  } catch (error) {
    if (error instanceof DatabaseSetupError || !isConnectionLost(error)) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw new DatabaseSetupError(
      `${variable}: the database went away while it was prepared (${words}); nothing is half done, run it again.`,
      { cause: error },
    );
  } finally {
    // Ends the session, and with it the turn.
    await owner.end();
  }
}

async function refuseOldServer(client: Client, variable: string): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  );
  const version = Math.floor((rows[0]?.version ?? 0) / 10_000);
  if (version < 15)
    throw new DatabaseSetupError(`${variable}: PostgreSQL ${version} is too old; 15 or later is needed.`);
}

/** Whether the schema is complete, as seen by a role that may not change it. */
async function isCurrent(client: Client): Promise<boolean> {
  const applied = await appliedMigrations(client);
  return readMigrations().every(({ createdAt }) => applied.includes(createdAt));
}

interface RoleState {
  role: string;
  can_own: boolean;
}

/** Existing tables must belong to the role: the owner of another installation may not migrate this one. */
async function inspect(client: Client): Promise<RoleState> {
  const { rows } = await client.query<RoleState>(
    `SELECT current_user AS role,
            rolsuper OR (
              rolcreaterole
              AND has_database_privilege(current_database(), 'CREATE')
              AND has_schema_privilege('public', 'CREATE')
              AND NOT EXISTS (
                SELECT FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT pg_has_role(relowner, 'USAGE')
              )
            ) AS can_own
     FROM pg_roles WHERE rolname = current_user`,
  );
  const state = rows[0];
  if (!state) throw new Error('the session has no role');
  return state;
}
