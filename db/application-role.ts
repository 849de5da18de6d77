import { createHmac } from 'node:crypto';
import pg from 'pg';
import { canConnect, DatabaseSetupError } from './connect';

/** The role that holds the application's grants (made by a migration); login roles are members of it. */
export const grantsRole = 'neighborbid_application';

/**
 * The URL under which the application connects when only its owner's URL is known.
 *
 * The password is derived from the owner's, so that all copies started with the same settings arrive at the same
 * password and none has to be stored. The role is named after the database, because roles belong to the whole server and
 * two installations on it must not overwrite each other's.
 *
 * @param secret  stands in for the owner's password where the owner logs in without one
 */
export function applicationUrl(ownerUrl: string, secret: string): string {
  const url = new URL(ownerUrl);
  const database = decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username);
  const key = decodeURIComponent(url.password) || secret;
  url.username = encodeURIComponent(`${database}_app`);
  url.password = createHmac('sha256', key).update(`application role of ${database}`).digest('hex');
  return url.href;
}

/**
 * Makes sure that the role in `appUrl` exists, can log in with the password in that URL, and holds the application's
 * grants and no others.
 *
 * @param owner  a connection that may create roles, unless all is in place already
 * @throws DatabaseSetupError when that role is the owner or a superuser, or cannot be made ready
 */
export async function ensureApplicationRole(owner: pg.Client, appUrl: string): Promise<void> {
  const url = new URL(appUrl);
  const role = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  const found = await describeRole(owner, role);

  if (found?.is_super || found?.is_self) {
    throw new DatabaseSetupError(
      `DATABASE_URL: "${role}" ${found.is_super ? 'is a superuser' : 'owns the tables'}; with OWNER_DATABASE_URL set, name a role of its own for the application.`,
    );
  }
  const name = pg.escapeIdentifier(role);
  const login = password ? `LOGIN PASSWORD ${pg.escapeLiteral(password)}` : 'LOGIN';
  try {
    // A role that is in order is left alone: the owner may use a role that it may not change.
    if (!found) await owner.query(`CREATE ROLE ${name} ${login}`);
    else if (!(await canConnect(appUrl))) await owner.query(`ALTER ROLE ${name} ${login}`);
    if (!found?.is_member) await owner.query(`GRANT ${grantsRole} TO ${name}`);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new DatabaseSetupError(
      `DATABASE_URL: the role "${role}" cannot be made ready for the application (${words}).`,
    );
  }
}

interface RoleFacts {
  is_super: boolean;
  is_self: boolean;
  is_member: boolean;
}

async function describeRole(owner: pg.Client, role: string): Promise<RoleFacts | undefined> {
  const { rows } = await owner.query<RoleFacts>(
    `SELECT rolsuper AS is_super,
            rolname = current_user AS is_self,
            pg_has_role(oid, (SELECT oid FROM pg_roles WHERE rolname = $2), 'USAGE') AS is_member
     FROM pg_roles WHERE rolname = $1`,
    [role, grantsRole],
  );
  return rows[0];
}
