import { readerOf } from '@/lib/env';
import { networkAddress } from '@/lib/network-address';

const readSettings = readerOf('TRUST_PROXY');

/**
 * The network address by which the limits of the web process count, see `networkAddress`.
 *
 * @param trustedProxies  the number of our proxies in front; without one, the only entry of X-Forwarded-For is the address
 *   of the connection, which Next puts there (and a stranger's claim is dropped before: `claimed-address.ts`)
 */
export function clientAddress(headers: Headers, trustedProxies = readSettings().TRUST_PROXY): string {
  const address = networkAddress({
    forwardedFor: headers.get('x-forwarded-for'),
    connection: null,
    trustedProxies: Math.max(1, trustedProxies),
  });
  return address ?? 'unknown';
}
