import type { IncomingMessage, ServerResponse } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import type { Registry } from 'prom-client';
import { SOCKET_PATH } from './upgrade';

type State = {
  register: Registry;
  /** What the gateway cannot do without and does not have. */
  missing: () => string[];
  isClosing: () => boolean;
};

/** This machine and private networks (RFC 1918, RFC 4193) and what is on the same link. */
const neighbours = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  neighbours.addSubnet(network, bits, 'ipv4');
}
neighbours.addAddress('::1', 'ipv6');
neighbours.addSubnet('fc00::', 7, 'ipv6');
neighbours.addSubnet('fe80::', 10, 'ipv6');

/** Whether a request comes straight from a neighbour: what a proxy hands on comes from anybody. */
export function isFromNeighbour(request: {
  headers: IncomingMessage['headers'];
  socket: { remoteAddress?: string | undefined };
}): boolean {
  const { headers, socket } = request;
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  const address = socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '');
  return address !== undefined && neighbours.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * The gateway's few plain answers. `/metrics` is for neighbours alone: the port is open to everybody, and how many
 * people there are is nobody's business. `/healthz`: this process works, restarting it would not help. `/readyz`: send
 * browsers here; without Redis they would hear nothing new.
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
