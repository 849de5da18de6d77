import { sql } from 'drizzle-orm';
import { database, databasePool, statementName } from '@/db/client';
import { apiTokens } from '@/db/schema';
import { RETENTION } from '@/lib/legal/retention';
import type { Login } from '@/lib/login';
import { isSecret, newSecret, secretHash } from '@/lib/secret';
import { endLogin } from './end-logins';
import type { VerifiedUser } from './verify-password';
import { VIEWER_COLUMNS, type Viewer, type ViewerRow, viewerFromRow } from './viewer-row';

/**
 * Makes a bearer token for the JSON API, good for thirty days or until the user's sessions are ended.
 *
 * @returns the token; it cannot be read again, because only its hash is kept
 */
export async function issueToken(user: VerifiedUser): Promise<string> {
  const token = newSecret();
  await database()
    .insert(apiTokens)
    .values({
      tokenHash: secretHash(token),
      userId: user.id,
      sessionVersion: user.sessionVersion,
      expiresAt: sql`now() + make_interval(days => ${RETENTION.tokenDays})`,
    });
  return token;
}

/**
 * The owner of this token; null if it is unknown, expired, revoked or of ended sessions.
 *
 * Every bid through the API begins here, hence one prepared statement on the primary key of each table.
 */
export async function viewerByToken(token: string): Promise<Viewer | null> {
  if (!isSecret(token)) return null;
  const { rows } = await databasePool().query<ViewerRow>({
    name: statementName('viewer-by-token'),
    text: `SELECT ${VIEWER_COLUMNS} FROM api_tokens t JOIN users u ON u.id = t.user_id
      WHERE t.token_hash = $1 AND t.expires_at > now() AND t.session_version = u.session_version`,
    values: [secretHash(token)],
  });
  return rows[0] ? viewerFromRow(rows[0]) : null;
}

/** The login behind a request with this token. */
export function loginByToken(token: string): Login {
  return { kind: 'token', hash: secretHash(token) };
}

/** Ends one token; it is fine if it is unknown. */
export async function revokeToken(token: string): Promise<void> {
  await endLogin(loginByToken(token));
}
