import { encode, getToken } from 'next-auth/jwt';
import { z } from 'zod';
import { databasePool, statementName } from '@/db/client';
import { env } from '@/lib/env';
import { RETENTION } from '@/lib/legal/retention';
import type { Login } from '@/lib/login';
import { isSecret, secretHash } from '@/lib/secret';
import { VIEWER_COLUMNS, type Viewer, type ViewerRow, viewerFromRow } from './viewer-row';

/** A session as the cookie states it. Its row in the database decides whether it is valid. */
export type Session = Login & { kind: 'session'; userId: string };

const claims = z.object({
  sub: z.string().regex(/^\d{1,19}$/),
  /** The id of the session. */
  sid: z.string().refine(isSecret),
});
type SessionClaims = z.infer<typeof claims>;

export const SESSION_SECONDS = RETENTION.sessionDays * 24 * 60 * 60;

/** With the prefix, browsers take the cookie over HTTPS only. */
export function sessionCookieName({ secure }: { secure: boolean }): string {
  return `${secure ? '__Secure-' : ''}authjs.session-token`;
}

/**
 * The value of a session's cookie, encrypted under a key derived from the cookie's name. The user's id is in it, so that a
 * request tells its account without a query.
 */
export function sealSession(content: SessionClaims, { secure }: { secure: boolean }): Promise<string> {
  const salt = sessionCookieName({ secure });
  return encode({ token: content, secret: env().AUTH_SECRET, salt, maxAge: SESSION_SECONDS });
}

/**
 * Whether the visitor uses HTTPS, so that cookies are `Secure` and have the prefix for that. A configured public address
 * decides; without one, the headers of the proxy (or of Next itself) do.
 */
export function cameByHttps(headers: Headers): boolean {
  const { APP_URL } = env();
  if (APP_URL) return APP_URL.startsWith('https:');
  return headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}

/** The session in a request's cookie. Null without a cookie, and for one that is forged, too old or without an id. */
export async function sessionOf(headers: Headers): Promise<Session | null> {
  const cookie = headers.get('cookie');
  if (!cookie) return null;
  // Only the cookie is passed on: `getToken` would also take a bearer token, which is something else here.
  const token = await getToken({
    req: { headers: new Headers({ cookie }) },
    secret: env().AUTH_SECRET,
    secureCookie: cameByHttps(headers),
  });
  const parsed = claims.safeParse(token);
  if (!parsed.success) return null;
  const { sub: userId, sid } = parsed.data;
  return { kind: 'session', userId, hash: secretHash(sid) };
}

/** The row `s` of a valid session and the row `u` of its owner. $1 is the session's hash, $2 its user. */
export const VALID_SESSION = `sessions s JOIN users u ON u.id = s.user_id AND u.session_version = s.session_version
  WHERE s.id_hash = $1 AND s.user_id = $2 AND s.expires_at > now()`;

/**
 * The owner of this session; null if it has ended.
 *
 * Every bid on a page begins here, hence one prepared statement on the primary key of each table.
 */
export async function viewerBySession({ hash, userId }: Session): Promise<Viewer | null> {
  const { rows } = await databasePool().query<ViewerRow>({
    name: statementName('viewer-by-session'),
    text: `SELECT ${VIEWER_COLUMNS} FROM ${VALID_SESSION}`,
    values: [hash, userId],
  });
  return rows[0] ? viewerFromRow(rows[0]) : null;
}
