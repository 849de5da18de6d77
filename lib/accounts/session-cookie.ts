import { cookies, headers } from 'next/headers';
import { endLogin } from './end-logins';
import { openSession } from './open-session';
import { cameByHttps, SESSION_SECONDS, sealSession, sessionCookieName, sessionOf } from './session';
import type { VerifiedUser } from './verify-password';

/**
 * Begins a session in this browser for a person who has just proven their identity. It replaces the browser's present
 * session, which ends.
 */
export async function beginSession(user: VerifiedUser): Promise<void> {
  const requestHeaders = await headers();
  const before = await sessionOf(requestHeaders);
  const sid = await openSession(user, requestHeaders.get('user-agent'));
  const secure = cameByHttps(requestHeaders);
  (await cookies()).set(sessionCookieName({ secure }), await sealSession({ sub: user.id, sid }, { secure }), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: SESSION_SECONDS,
  });
  if (before) await endLogin(before);
}

/** Ends the session of this browser on the server, so that a copy of its cookie is worthless, and deletes the cookie. */
export async function endBrowserSession(): Promise<void> {
  const requestHeaders = await headers();
  const session = await sessionOf(requestHeaders);
  if (session) await endLogin(session);
  await dropSessionCookie(requestHeaders);
}

/** A cookie with the prefix is deleted only by a `Set-Cookie` that is `Secure` itself. */
async function dropSessionCookie(requestHeaders: Headers): Promise<void> {
  const secure = cameByHttps(requestHeaders);
  (await cookies()).set(sessionCookieName({ secure }), '', {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: 0,
  });
}
