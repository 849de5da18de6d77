/**
 * The origin that a browser asked for, as the proxies in front (or Next itself) tell it: the site's own name, where
 * none is configured. Next's request URL says where the process listens instead.
 *
 * @returns null where the headers name no host
 */
export function askedOrigin(headers: Headers): string | null {
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? '';
  const protocol = headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
  const address = `${protocol}://${host}`;
  return host !== '' && URL.canParse(address) ? new URL(address).origin : null;
}
