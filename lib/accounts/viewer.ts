import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { isSameOrigin } from '@/lib/http/same-origin';
import { type Result, refuse } from '@/lib/result';
import { loginPath } from './return-path';
import { sessionOf, viewerBySession } from './session';
import type { Viewer } from './viewer-row';

export type { Viewer } from './viewer-row';

/** Who looks at this page; null for a visitor. Asks the database once per request, however often it is called. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const session = await sessionOf(await headers());
  return session ? viewerBySession(session) : null;
});

/**
 * For pages that need somebody: a visitor is sent to the login page and comes back afterwards.
 *
 * @param returnTo  this page's path and query
 */
export async function requireViewer(returnTo = '/'): Promise<Viewer> {
  return (await currentViewer()) ?? redirect(loginPath(returnTo));
}

/**
 * For server actions: who acts.
 *
 * @returns FORBIDDEN when the request does not come from a page of this site. Next lets an action through that
 *   names no origin at all; every browser names it, so one that does not is nobody's click.
 */
export async function actingViewer(): Promise<Result<{ viewer: Viewer }, 'UNAUTHENTICATED' | 'FORBIDDEN'>> {
  if (!isSameOrigin(await headers())) return refuse('FORBIDDEN');
  const viewer = await currentViewer();
  return viewer ? { ok: true, viewer } : refuse('UNAUTHENTICATED');
}
