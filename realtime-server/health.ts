import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { parseAddress } from '@/lib/network-address';
import { SOCKET_PATH } from './upgrade';

type State = {
  register: Registry;
  /** Names the services that the gateway needs and cannot reach. */
  missing: () => string[];
  isClosing: () => boolean;
};

/** This machine, private networks (RFC 1918, RFC 4193) and the same link, as ipaddr.js names their ranges. */
const NEIGHBOURS = ['loopback', 'private', 'uniqueLocal', 'linkLocal'];

/** Whether a request comes straight from a neighbour: a request that a proxy forwards may come from anybody. */
export function isFromNeighbour(request: {
  headers: IncomingMessage['headers'];
  socket: { remoteAddress?: string | undefined };
}): boolean {
  const { headers, socket } = request;
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  const address = parseAddress(socket.remoteAddress ?? '');
  return address !== null && NEIGHBOURS.includes(address.range());
}

/**
 * The gateway's few answers over plain HTTP. `/metrics` is for neighbours alone: the port is open to everybody, and the
 * number of visitors is not public. `/healthz`: this process works, and a restart would not help. `/readyz`: send
 * browsers here; without Redis they would get no updates.
 */
export function answerHttp(state: State) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url?.split('?')[0];
    if (path === '/metrics' && isFromNeighbour(request)) {
      const text = await state.register.metrics();
      response.writeHead(200, { 'content-type': state.register.contentType }).end(text);
    } else if (path === '/healthz') {
      json(response, state.isClosing() ? 503 : 200, { ok: !state.isClosing() });
    } else if (path === '/readyz') {
      const missing = state.isClosing() ? ['closing'] : state.missing();
      json(response, missing.length > 0 ? 503 : 200, { ok: missing.length === 0, missing });
    } else if (path === SOCKET_PATH) {
      response.setHeader('upgrade', 'websocket');
      json(response, 426, { ok: false, message: 'this address speaks WebSocket' });
    } else {
      json(response, 404, { ok: false, message: 'not found' });
    }
  };
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
