import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Stands for the address of every request for which our proxies name none. */
const UNKNOWN = 'unknown';

/**
 * The network address that limits count by.
 *
 * Each trusted proxy appends the address that it saw to X-Forwarded-For, so the visitor's stands as far from the end as
 * there are proxies; anybody can write the entries before it.
 *
 * @param forwardedFor    the text of X-Forwarded-For; without it the request came past the proxies
 * @param connection      the address of the connection itself
 * @param trustedProxies  the number of our proxies in front; with 0 the connection alone counts
 * @returns an IPv4 address (also of its IPv6-mapped form), the /64 network of an IPv6 one, because one subscriber has all
 *   of it, or `unknown` where the proxies name no address; null when the connection counts and has none
 */
export function networkAddress(request: {
  forwardedFor: string | null;
  connection: string | null;
  trustedProxies: number;
}): string | null {
  const { forwardedFor, connection, trustedProxies } = request;
  if (trustedProxies === 0 || !forwardedFor?.trim()) return connection && networkOf(connection);
  return networkOf(forwardedFor.split(',').at(-trustedProxies)?.trim() ?? '');
}

function networkOf(text: string): string {
  const address = parseAddress(text);
  if (address === null) return UNKNOWN;
  if (address instanceof ipaddr.IPv4) return address.toString();
  const network = address.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}

/**
 * An address of either family, an IPv6-mapped one as IPv4. The port that some proxies write behind it and the zone of a
 * link-local address, which names our own interface, are left out.
 *
 * @returns null for any other text
 */
export function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const [, bracketed, beforePort] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(text) ?? [];
  const [address = ''] = (bracketed ?? beforePort ?? text).split('%');
  // Node knows the common spellings; ipaddr.js also takes octal and shortened ones, which no proxy writes.
  return isIP(address) === 0 ? null : ipaddr.process(address);
}
