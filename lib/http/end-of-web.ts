import { subscribe } from 'node:diagnostics_channel';
import type { Server, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { closeDatabase } from '@/db/client';
import { endInOrder, isEnding } from '@/lib/end-of-process';
import { env } from '@/lib/env';
import { allAreCounted } from '@/lib/rate-limit';
import { flushAnnounced } from '@/lib/realtime/outbox';
import { closeRedis } from '@/lib/realtime/redis';

const JUST_LET_IN_MS = 50;

/**
 * Shuts the web process down in order at SIGTERM and SIGINT, also while clients keep their connections busy. From the
 * signal on it is not ready, so that a load balancer sends no more requests, and each response says `Connection: close`.
 * After `SHUTDOWN_DRAIN_MS` it stops listening; open requests are answered, their follow-up work is finished, and the
 * process exits with code 0. The whole shutdown takes `SHUTDOWN_WITHIN_MS` at most, whatever hangs.
 *
 * Next's own handler waits for connections that never become idle; `NEXT_MANUAL_SIG_HANDLE` switches it off.
 */
export function endWebInOrder(): void {
  const { SHUTDOWN_DRAIN_MS, SHUTDOWN_WITHIN_MS } = env();
  const traffic = watchTraffic();
  endInOrder({
    withinMs: SHUTDOWN_WITHIN_MS,
    steps: [
      {
        name: 'drain',
        act: () => {
          traffic.dismiss();
          return delay(SHUTDOWN_DRAIN_MS);
        },
      },
      { name: 'requests', act: () => traffic.finish() },
      // A request whose caller has left may still have an open transaction: the pool waits for it.
      { name: 'transactions', act: closeDatabase },
      { name: 'rate limits', act: allAreCounted },
      { name: 'announcements', act: flushAnnounced },
      { name: 'Redis', act: closeRedis },
      { name: 'database', act: closeDatabase },
    ],
  });
}

type Traffic = {
  /** Makes each response that has not begun, and all later ones, close its connection. */
  dismiss(): void;
  /** Stops listening. Resolves when all requests are answered; no connection is open then. */
  finish(): Promise<void>;
};

/** Tracks the responses of every HTTP server of this process. Next creates the server and gives no access to it. */
function watchTraffic(): Traffic {
  const servers = new Set<Server>();
  const underWay = new Set<ServerResponse>();
  let onQuiet: (() => void) | undefined;

  function done(this: ServerResponse): void {
    underWay.delete(this);
    if (underWay.size === 0) onQuiet?.();
  }

  // Published after a request's head was read and before it is handled.
  subscribe('http.server.request.start', (message) => {
    const { response, server } = message as { response: ServerResponse; server: Server };
    servers.add(server);
    underWay.add(response);
    response.once('close', done);
    if (isEnding()) response.shouldKeepAlive = false;
  });

  return {
    dismiss() {
      for (const response of underWay) response.shouldKeepAlive = false;
    },
    async finish() {
      for (const server of servers) server.close();
      // A connection that was just accepted may not have sent its request yet.
      await delay(JUST_LET_IN_MS);
      if (underWay.size > 0) {
        await new Promise<void>((resolve) => {
          onQuiet = resolve;
        });
      }
      // The connections that are open now have requested nothing: browsers connect in advance.
      for (const server of servers) server.closeAllConnections();
    },
  };
}
