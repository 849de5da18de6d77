import { env } from '@/lib/env';

/**
 * Whether a request that changes something comes from a page of this site, by its `Origin`. Browsers send that header with
 * every POST and no page can forge it; a missing one or `null` counts as foreign.
 *
 * Without a configured address, the site is the host that the request was sent to.
 */
export function isSameOrigin(headers: Headers, appUrl: string | null = env().APP_URL ?? null): boolean {
  const origin = headers.get('origin');
  if (!origin || !URL.canParse(origin)) return false;
  if (appUrl && new URL(appUrl).origin === origin) return true;
  const { host } = new URL(origin);
  return host === headers.get('host') || host === headers.get('x-forwarded-host');
}
