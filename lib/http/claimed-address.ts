import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { env } from '@/lib/env';

/**
 * Makes every HTTP server of this process forget the X-Forwarded-For of its callers, unless proxies of ours write it
 * (`TRUST_PROXY`). Next fills in the caller's own address where the header is missing, and would believe one that
 * is there: with a new lie for each request nobody would ever meet a limit.
 */
export function forgetClaimedAddresses(): void {
  if (env().TRUST_PROXY > 0) return;
  // Published after a request's head was read and before it is handled.
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    delete request.headers['x-forwarded-for'];
  });
}
