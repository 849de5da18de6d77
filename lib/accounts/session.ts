import { getToken } from 'next-auth/jwt';
import { z } from 'zod';
import { databasePool, statementName } from '@/db/client';
import { env } from '@/lib/env';
import { VIEWER_COLUMNS, type Viewer, type ViewerRow, viewerFromRow } from './viewer-row';

/** The content of a session's cookie. The user's row decides whether the session is still valid. */
export type Session = {
  userId: string;
  sessionVersion: number;
  /** When its owner last proved their identity. The cookie is renewed while it is used, so its own age does not tell. */
  provenAt?: Date;
};

export const SESSION_SECONDS = 30 * 24 * 60 * 60;

const claims = z.object({
  sub: z.string().regex(/^\d{1,19}$/),
  sessionVersion: z.int(),
  /** Seconds since the epoch. */
  provenAt: z.int().optional(),
});

/**
 * Whether the visitor uses HTTPS, so that cookies are `Secure` and have the prefix for that. A configured public address
 * decides; without one, the headers of the proxy (or of Next itself) do.
 */
export function cameByHttps(headers: Headers): boolean {
  const { APP_URL } = env();
  if (APP_URL) return APP_URL.startsWith('https:');
  return headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}

/** The session in a request's cookie; null if there is none, or it is forged or too old. */
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
  const { sub: userId, sessionVersion, provenAt } = parsed.data;
  return { userId, sessionVersion, ...(provenAt && { provenAt: new Date(provenAt * 1000) }) };
}

/** The owner of this session; null after the user's sessions were ended. */
export async function viewerBySession(session: Session): Promise<Viewer | null> {
  const { rows } = await databasePool().query<ViewerRow>({
    name: statementName('viewer-by-session'),
    text: `SELECT ${VIEWER_COLUMNS} FROM users u WHERE u.id = $1 AND u.session_version = $2`,
    values: [session.userId, session.sessionVersion],
  });
  return rows[0] ? viewerFromRow(rows[0]) : null;
}
