import { env } from '@/lib/env';

/**
 * Whether a request that changes something was made by a page of this site, by its `Origin`. Browsers send it with
 * every POST and no page can forge it; missing or `null` counts as foreign.
 *
 * Without a configured address, the site is whatever host the request was sent to.
 */
export function isSameOrigin(headers: Headers, appUrl: string | null = env().APP_URL ?? null): boolean {
  const origin = headers.get('origin');
  if (!origin || !URL.canParse(origin)) return false;
  if (appUrl && new URL(appUrl).origin === origin) return true;
  const { host } = new URL(origin);
  return host === headers.get('host') || host === headers.get('x-forwarded-host');
}
