import type { IncomingMessage, ServerResponse } from 'node:http';
import { SOCKET_PATH } from './upgrade';

type State = {
  /** Names the services that the gateway needs and cannot reach. */
  missing: () => string[];
  isClosing: () => boolean;
};

/**
 * The gateway's few answers over plain HTTP. `/healthz`: this process works, and a restart would not help. `/readyz`: send
 * browsers here; without Redis they would get no updates.
 */
export function answerHttp(state: State) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url?.split('?')[0];
    if (path === '/healthz') {
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
