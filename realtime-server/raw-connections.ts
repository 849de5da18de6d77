import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Beyond the sockets that are open: connections in the handshake, and requests for health. */
const SPARE = 1_000;
const SPARE_PER_ADDRESS = 50;

type Limits = { connections: number; connectionsPerAddress: number; trustedProxies: number };

/**
 * Bounds the connections to the port before anything has arrived over them. The limits at the upgrade count requests, which a client
 * need not finish. Behind a proxy all connections have its address, and the proxy bounds them.
 */
export function limitRawConnections(server: Server, limits: Limits): void {
  server.maxConnections = limits.connections + SPARE;
  if (limits.trustedProxies > 0) return;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    if (count > limits.connectionsPerAddress + SPARE_PER_ADDRESS) socket.destroy();
  });
}
