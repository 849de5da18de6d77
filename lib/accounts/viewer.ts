import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { isSameOrigin } from '@/lib/http/same-origin';
import { type Result, refuse } from '@/lib/result';
import { loginPath } from './return-path';
import { type Session, sessionOf, viewerBySession } from './session';
import type { Viewer } from './viewer-row';

export type { Viewer } from './viewer-row';

/** The session of this request as its cookie states it; null without one. */
export const currentLogin = cache(async (): Promise<Session | null> => sessionOf(await headers()));

/** The person who looks at this page; null for a visitor. One query per request, for any number of calls. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const session = await currentLogin();
  return session ? viewerBySession(session) : null;
});

/**
 * For pages that need a login: a visitor is sent to the login page and comes back afterwards.
 *
 * @param returnTo  this page's path and query
 */
export async function requireViewer(returnTo = '/'): Promise<Viewer> {
  return (await currentViewer()) ?? redirect(loginPath(returnTo));
}

/**
 * The person who calls a server action.
 *
 * @returns FORBIDDEN if the request does not come from a page of this site. Next accepts an action without an origin; every
 *   browser sends one, so an action without it is nobody's click.
 */
export async function actingViewer(): Promise<Result<{ viewer: Viewer }, 'UNAUTHENTICATED' | 'FORBIDDEN'>> {
  if (!isSameOrigin(await headers())) return refuse('FORBIDDEN');
  const viewer = await currentViewer();
  return viewer ? { ok: true, viewer } : refuse('UNAUTHENTICATED');
}
