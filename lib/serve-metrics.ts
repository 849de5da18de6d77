import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { log } from './log';
import { parseAddress } from './network-address';

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

/** The port of a process's metrics where its setting is absent: a hundred above the port of its health. */
export function metricsPortBeside(port: number): number {
  return port + 100 <= 65_535 ? port + 100 : port - 100;
}

export type MetricsServer = { port: number; close(): void };

/**
 * Serves `/metrics` on a port of its own, so that no proxy that forwards the process's other port can make them public; and
 * for neighbours alone.
 *
 * @param port  0 for any free one
 * @returns null when the port is in use: the process works without, and the log says so
 */
export async function serveMetrics(
  port: number,
  metrics: { contentType: string; write: () => Promise<string> },
): Promise<MetricsServer | null> {
  const server = createServer(async (request, response) => {
    if (request.url?.split('?')[0] !== '/metrics' || !isFromNeighbour(request)) {
      response.writeHead(404).end();
      return;
    }
    const text = await metrics.write();
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text);
  });
  const listening = await listen(server, port);
  if (!listening) return null;
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', (error) => {
      log.warn({ port, error: error.message }, 'metrics are not served');
      resolve(false);
    });
    server.listen(port, () => resolve(true));
  });
}
