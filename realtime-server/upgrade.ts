import type { IncomingMessage } from 'node:http';
import { networkAddress } from '@/lib/network-address';

export const SOCKET_PATH = '/ws';

type DoorRules = {
  appOrigin: string | null;
  connections: number;
  connectionsPerAddress: number;
  trustedProxies: number;
};

/**
 * A request for a socket is let in under its address, or refused with an HTTP status. A client that is no page (a native app,
 * an integration) has to prove its identity.
 */
export type Verdict = { address: string; fromPage: boolean } | { status: 400 | 403 | 404 | 429 | 503 };

/** Decides whose request for a socket is let in, and counts the open sockets. */
export class Door {
  readonly #rules: DoorRules;
  readonly #open = new Map<string, number>();
  #total = 0;

  constructor(rules: DoorRules) {
    this.#rules = rules;
  }

  admit(request: IncomingMessage): Verdict {
    if (request.url?.split('?')[0] !== SOCKET_PATH) return { status: 404 };
    // Every browser names the origin of the page; a client that names none has no cookies of ours that a page could borrow.
    const fromPage = request.headers.origin !== undefined;
    if (fromPage && !isAllowedOrigin(request.headers, this.#rules.appOrigin)) return { status: 403 };
    const address = addressOf(request, this.#rules.trustedProxies);
    if (address === null) return { status: 400 };
    if (this.#total >= this.#rules.connections) return { status: 503 };
    if ((this.#open.get(address) ?? 0) >= this.#rules.connectionsPerAddress) return { status: 429 };
    return { address, fromPage };
  }

  enter(address: string): void {
    this.#total += 1;
    this.#open.set(address, (this.#open.get(address) ?? 0) + 1);
  }

  leave(address: string): void {
    this.#total -= 1;
    const left = (this.#open.get(address) ?? 1) - 1;
    if (left > 0) this.#open.set(address, left);
    else this.#open.delete(address);
  }
}

/**
 * Whether a page of this origin may connect. A browser sends its cookies with every socket, also when a foreign page
 * opens it, so only the origin tells our pages from others. Without a configured origin, the page must come from the
 * host that the socket goes to, on whatever port, so that a phone in the same network works.
 */
export function isAllowedOrigin(
  headers: { origin?: string | undefined; host?: string | undefined },
  appOrigin: string | null,
): boolean {
  const origin = webOrigin(headers.origin);
  if (!origin) return false;
  if (appOrigin) return origin.origin === appOrigin;
  const host =
    headers.host && URL.canParse(`http://${headers.host}`) ? new URL(`http://${headers.host}`) : null;
  return host !== null && host.hostname === origin.hostname;
}

/** A page's origin as browsers write it; null without one, and for `null`, a file or an extension. */
function webOrigin(text: string | undefined): URL | null {
  if (!text || !URL.canParse(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.origin === text ? url : null;
}

/** The address that a connection counts for, as `networkAddress` says; null when the connection is gone already. */
export function addressOf(
  request: { headers: IncomingMessage['headers']; socket: { remoteAddress?: string | undefined } },
  trustedProxies: number,
): string | null {
  return networkAddress({
    forwardedFor: [request.headers['x-forwarded-for'] ?? []].flat().join(','),
    connection: request.socket.remoteAddress ?? null,
    trustedProxies,
  });
}
