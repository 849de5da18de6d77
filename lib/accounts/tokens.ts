import { createHash, randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { database, databasePool, statementName } from '@/db/client';
import { apiTokens } from '@/db/schema';
import { RETENTION } from '@/lib/legal/retention';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';
import type { VerifiedUser } from './verify-password';
import { VIEWER_COLUMNS, type Viewer, type ViewerRow, viewerFromRow } from './viewer-row';

const TOKEN_BYTES = 32;
/** Matches the tokens of `issueToken`; any other text is not worth a query. */
const TOKEN = /^[\w-]{43}$/;

/**
 * Makes a bearer token for the JSON API, good for thirty days or until the user's sessions are ended.
 *
 * @returns the token; it cannot be read again, because only its SHA-256 is kept (it is 256 random bits, so
 *   there is nothing for a slow hash to protect)
 */
export async function issueToken(user: VerifiedUser): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await database()
    .insert(apiTokens)
    .values({
      tokenHash: hashOf(token),
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
  if (!TOKEN.test(token)) return null;
  const { rows } = await databasePool().query<ViewerRow>({
    name: statementName('viewer-by-token'),
    text: `SELECT ${VIEWER_COLUMNS} FROM api_tokens t JOIN users u ON u.id = t.user_id
      WHERE t.token_hash = $1 AND t.expires_at > now() AND t.session_version = u.session_version`,
    values: [hashOf(token)],
  });
  return rows[0] ? viewerFromRow(rows[0]) : null;
}

/** Ends one token; it is fine if it is unknown. */
export async function revokeToken(token: string): Promise<void> {
  await database()
    .delete(apiTokens)
    .where(eq(apiTokens.tokenHash, hashOf(token)));
}

/** Deletes all expired tokens. */
export async function forgetExpiredTokens(): Promise<Forgetting> {
  return roundOf((most) =>
    database().execute(sql`
      DELETE FROM api_tokens WHERE token_hash IN (
        SELECT token_hash FROM api_tokens WHERE expires_at <= now()
        ORDER BY expires_at LIMIT ${most} FOR UPDATE SKIP LOCKED)`),
  );
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
