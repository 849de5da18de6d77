import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { isSameOrigin } from '@/lib/http/same-origin';
import { type Result, refuse } from '@/lib/result';
import { REFUSED_WHILE_SUSPENDED } from '@/lib/suspension';
import { loginPath } from './return-path';
import { type Session, sessionOf, viewerBySession } from './session';
import { type ActiveViewer, isActiveViewer, type Viewer } from './viewer-row';

export type { ActiveViewer, Viewer } from './viewer-row';

/** The session of this request as its cookie states it; null without one. */
export const currentLogin = cache(async (): Promise<Session | null> => sessionOf(await headers()));

/** The person who looks at this page; null for a visitor. One query per request, for any number of calls. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const session = await currentLogin();
  return session ? viewerBySession(session) : null;
});

/**
 * For pages that need a login: a visitor is sent to the login page and comes back afterwards. Suspended people see them too.
 *
 * @param returnTo  this page's path and query
 */
export async function requireViewer(returnTo = '/'): Promise<Viewer> {
  return (await currentViewer()) ?? redirect(loginPath(returnTo));
}

/** The same for pages whose only use is an act: a suspended person is sent to the page that says why they cannot do it. */
export async function requireActiveViewer(returnTo = '/'): Promise<ActiveViewer> {
  const viewer = await requireViewer(returnTo);
  return isActiveViewer(viewer) ? viewer : redirect('/suspended');
}

/**
 * The person who calls a server action; a suspended person is refused with FORBIDDEN. The acts that a suspended person can
 * do ask `actingEvenSuspended` instead.
 */
export async function actingViewer(): Promise<
  Result<{ viewer: ActiveViewer }, 'UNAUTHENTICATED' | 'FORBIDDEN'>
> {
  const acting = await actingEvenSuspended();
  if (!acting.ok) return acting;
  const { viewer } = acting;
  return isActiveViewer(viewer) ? { ok: true, viewer } : REFUSED_WHILE_SUSPENDED;
}

/**
 * The person who calls a server action that suspended people can do as well: those that read, that reach their own money,
 * and that concern the account itself.
 *
 * @returns FORBIDDEN if the request does not come from a page of this site. Next accepts an action without an origin; every
 *   browser sends one, so an action without it is nobody's click.
 */
export async function actingEvenSuspended(): Promise<
  Result<{ viewer: Viewer }, 'UNAUTHENTICATED' | 'FORBIDDEN'>
> {
  if (!isSameOrigin(await headers())) return refuse('FORBIDDEN');
  const viewer = await currentViewer();
  return viewer ? { ok: true, viewer } : refuse('UNAUTHENTICATED');
}
