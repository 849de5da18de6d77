import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

export const SOCKET_PATH = '/ws';

type DoorRules = {
  appOrigin: string | null;
  connections: number;
  connectionsPerAddress: number;
  trustProxy: boolean;
};

/** What a request for a socket meets: let in under its address, or refused with an HTTP status. */
export type Verdict = { address: string } | { status: 400 | 403 | 404 | 429 | 503 };

/** Decides who may open a socket, and counts those who have one. */
export class Door {
  readonly #rules: DoorRules;
  readonly #open = new Map<string, number>();
  #total = 0;

  constructor(rules: DoorRules) {
    this.#rules = rules;
  }

  admit(request: IncomingMessage): Verdict {
    if (request.url?.split('?')[0] !== SOCKET_PATH) return { status: 404 };
    if (!isAllowedOrigin(request.headers, this.#rules.appOrigin)) return { status: 403 };
    const address = addressOf(request, this.#rules.trustProxy);
    if (address === null) return { status: 400 };
    if (this.#total >= this.#rules.connections) return { status: 503 };
    if ((this.#open.get(address) ?? 0) >= this.#rules.connectionsPerAddress) return { status: 429 };
    return { address };
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
 * Whether a page of this origin may connect. A browser sends its cookies with any socket, whoever's page opens it, so
 * the origin alone tells ours from others'. Without a configured one, the page must come from the host that the
 * socket goes to, ports aside, so that a phone in the same network works.
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

/** A page's origin as browsers write it; null for none, `null`, a file or an extension. */
function webOrigin(text: string | undefined): URL | null {
  if (!text || !URL.canParse(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.origin === text ? url : null;
}

/**
 * The address that a connection counts for: an IPv4 address, or the /64 of an IPv6 one, because one subscriber has all
 * of it. Behind a trusted proxy it is the last one that the proxy added; what stands before that, anyone can write.
 */
export function addressOf(
  request: { headers: IncomingMessage['headers']; socket: { remoteAddress?: string | undefined } },
  trustProxy: boolean,
): string | null {
  const forwarded = trustProxy
    ? [request.headers['x-forwarded-for']].flat().join(',').split(',').at(-1)?.trim()
    : '';
  const address = (forwarded || request.socket.remoteAddress)?.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!address) return null;
  return isIPv6(address) ? networkOf(address) : address;
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0');
  const groups = [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
