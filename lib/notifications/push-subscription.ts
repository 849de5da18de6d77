import { ECDH } from 'node:crypto';
import { z } from 'zod';
import { env } from '@/lib/env';

/**
 * A browser's subscription as `PushSubscription.toJSON()` returns it. The server sends requests to the endpoint, so it must
 * belong to a known push service: anybody could name an address inside our own network.
 */
export const subscriptionSchema = z.object({
  endpoint: z.url({ error: 'invalid' }).max(1000).refine(isAtPushService, { error: 'invalid' }),
  keys: z.object({
    p256dh: z.string().max(100).refine(isPublicKey, { error: 'invalid' }),
    auth: z
      .string()
      .max(40)
      .refine((text) => Buffer.from(text, 'base64url').length === 16, { error: 'invalid' }),
  }),
});
export type Subscription = z.output<typeof subscriptionSchema>;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]):\d+$/;

/** A service is a host with its subdomains over HTTPS; on this machine, for tests, it is a host and port. */
function isAtPushService(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, username, password, hostname, host, port } = new URL(endpoint);
  if (username || password) return false;
  const services = env().PUSH_SERVICES;
  if (LOOPBACK.test(host)) return services.includes(host);
  if (protocol !== 'https:' || port !== '') return false;
  return services.some((service) => hostname === service || hostname.endsWith(`.${service}`));
}

/** Whether it is a point on P-256; with another one, every push would fail. */
function isPublicKey(text: string): boolean {
  try {
    ECDH.convertKey(Buffer.from(text, 'base64url'), 'prime256v1');
    return true;
  } catch {
    return false;
  }
}
