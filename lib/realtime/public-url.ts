import { type Env, env } from '@/lib/env';

type Settings = Pick<Env, 'REALTIME_URL' | 'APP_URL' | 'PORT' | 'REALTIME_PORT'>;

/**
 * The address at which a browser finds the socket, determined at run time because one build serves any address.
 *
 * A configured `REALTIME_URL` decides. Otherwise, when the site stands behind a proxy (its `APP_URL` has another port than
 * this process listens on), the proxy joins page and socket under one origin, at `/ws`. Otherwise the gateway is on its
 * own port of the host that the page was requested from, so that a phone in the same network finds it.
 *
 * @param headers  the headers of the request for the page or the ticket
 */
export function realtimeUrl(headers: Headers, settings: Settings = env()): string {
  const { REALTIME_URL, APP_URL, PORT, REALTIME_PORT } = settings;
  if (REALTIME_URL) return REALTIME_URL;
  if (APP_URL) {
    const url = new URL(APP_URL);
    if (url.port !== String(PORT)) return `${socketScheme(url.protocol)}//${url.host}/ws`;
  }
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? '';
  const site = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : 'localhost';
  const protocol = headers.get('x-forwarded-proto')?.split(',')[0]?.trim();
  return `${socketScheme(`${protocol}:`)}//${site}:${REALTIME_PORT}/ws`;
}

function socketScheme(protocol: string): 'ws:' | 'wss:' {
  return protocol === 'https:' ? 'wss:' : 'ws:';
}
