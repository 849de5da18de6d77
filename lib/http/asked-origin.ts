/**
 * The origin that a browser asked for, from the headers of the proxies in front (or of Next itself): it is the site's own
 * name if none is configured. Next's request URL holds the address on which the process listens instead.
 *
 * @returns null if the headers name no host
 */
export function askedOrigin(headers: Headers): string | null {
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? '';
  const protocol = headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
  const address = `${protocol}://${host}`;
  return host !== '' && URL.canParse(address) ? new URL(address).origin : null;
}
