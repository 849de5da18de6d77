import { MADE_FOR_HEADER } from '@/lib/accounts/made-for';
import { sessionOf, viewerBySession } from '@/lib/accounts/session';
import { loginByToken, viewerByToken } from '@/lib/accounts/tokens';
import type { Viewer } from '@/lib/accounts/viewer-row';
import { isSameOrigin } from '@/lib/http/same-origin';
import type { Login } from '@/lib/login';
import { type Result, refuse } from '@/lib/result';

const SAFE_METHODS = ['GET', 'HEAD'];

/** The bearer token of a request; empty for an `Authorization` header of another kind, null without the header. */
export function bearerToken(headers: Headers): string | null {
  const authorization = headers.get('authorization');
  if (authorization === null) return null;
  return /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1] ?? '';
}

/** The person behind a request, and the login by which it comes. */
export type Caller = { viewer: Viewer; login: Login };

/**
 * The person who makes a request to the JSON API, by bearer token or by the session's cookie.
 *
 * @returns null for a visitor; UNAUTHENTICATED for an invalid token, even where none is needed, so that nobody takes a
 *   visitor's answer for their own. With a cookie: FORBIDDEN for a change that no page of this site requested;
 *   OTHER_ACCOUNT for a change that was not requested on a page of this account, and for any request from a page that was
 *   made for another account
 */
export async function callerOf(
  request: Request,
): Promise<Result<{ caller: Caller | null }, 'UNAUTHENTICATED' | 'FORBIDDEN' | 'OTHER_ACCOUNT'>> {
  const token = bearerToken(request.headers);
  if (token !== null) {
    const viewer = await viewerByToken(token);
    return viewer ? { ok: true, caller: { viewer, login: loginByToken(token) } } : refuse('UNAUTHENTICATED');
  }
  const session = await sessionOf(request.headers);
  if (!session) return { ok: true, caller: null };
  const changes = !SAFE_METHODS.includes(request.method);
  if (changes && !isSameOrigin(request.headers)) return refuse('FORBIDDEN');
  const viewer = await viewerBySession(session);
  if (!viewer) return { ok: true, caller: null };
  const madeFor = request.headers.get(MADE_FOR_HEADER);
  // A GET without the header is a followed link or a program that reads: no page sent it.
  if (madeFor === viewer.id || (!changes && madeFor === null))
    return { ok: true, caller: { viewer, login: session } };
  return { ok: false, code: 'OTHER_ACCOUNT', nickname: viewer.nickname };
}
