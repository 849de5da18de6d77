import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { SOCKET_PATH } from './upgrade';

type State = {
  register: Registry;
  /** What the gateway cannot do without and does not have. */
  missing: () => string[];
  isClosing: () => boolean;
};

/**
 * The gateway's few plain answers. `/healthz`: this process works, restarting it would not help. `/readyz`: send
 * browsers here; without Redis they would hear nothing new.
 */
export function answerHttp(state: State) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url?.split('?')[0];
    if (path === '/metrics') {
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
