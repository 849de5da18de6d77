import { isIPv6 } from 'node:net';
import { env } from '@/lib/env';

/**
 * The network address that limits count by.
 *
 * The web process puts its caller's address into X-Forwarded-For (and drops what a stranger claims there); behind
 * trusted proxies each of them has appended the address it saw, so the visitor's is as far from the end as there are
 * proxies.
 *
 * @param proxies  how many proxies of ours stand in front
 * @returns an IPv4 address, the /64 network of an IPv6 one (one subscriber has all of it), or `unknown`
 */
export function clientAddress(headers: Headers, proxies = env().TRUST_PROXY): string {
  const seen = (headers.get('x-forwarded-for') ?? '').split(',').map((address) => address.trim());
  const address = seen.at(-Math.max(1, proxies)) || 'unknown';
  return isIPv6(address) ? networkOf(address) : address;
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':').toLowerCase()}::/64`;
}
