import { subscribe } from 'node:diagnostics_channel';
import type { Server, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { closeDatabase } from '@/db/client';
import { endInOrder, isEnding } from '@/lib/end-of-process';
import { env } from '@/lib/env';
import { flushAnnounced } from '@/lib/realtime/outbox';
import { closeRedis } from '@/lib/realtime/redis';

const JUST_LET_IN_MS = 50;

/**
 * Ends the web process in order at SIGTERM and SIGINT, also while clients keep their connections busy. From the signal
 * on it is not ready, so that whoever stands in front sends nobody more, and each response says `Connection: close`.
 * `SHUTDOWN_DRAIN_MS` later it listens no more; what was asked is answered, what it led to is finished, and the process
 * leaves with exit code 0. All of it takes `SHUTDOWN_WITHIN_MS` at most, whatever hangs.
 *
 * Next's own handler waits for connections that never become idle; it stands back where `NEXT_MANUAL_SIG_HANDLE` is set.
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
      // Of requests whose caller has gone, a transaction may still be under way: the pool waits for it.
      { name: 'transactions', act: closeDatabase },
      { name: 'announcements', act: flushAnnounced },
      { name: 'Redis', act: closeRedis },
      { name: 'database', act: closeDatabase },
    ],
  });
}

type Traffic = {
  /** Each response that has not begun says that its connection is closed after it, and so will all that follow. */
  dismiss(): void;
  /** Takes no new connection. Resolves when nothing is left to be answered, and no connection is open then. */
  finish(): Promise<void>;
};

/** Keeps account of what every HTTP server of this process answers. Next makes the server and keeps it to itself. */
function watchTraffic(): Traffic {
  const servers = new Set<Server>();
  const underWay = new Set<ServerResponse>();
  let onQuiet: (() => void) | undefined;

  function done(this: ServerResponse): void {
    underWay.delete(this);
    if (underWay.size === 0) onQuiet?.();
  }

  // Published after a request's head is read and before anybody handles it.
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
      // Who has just been let in has not been heard yet.
      await delay(JUST_LET_IN_MS);
      if (underWay.size > 0) {
        await new Promise<void>((resolve) => {
          onQuiet = resolve;
        });
      }
      // What is open now has asked for nothing: browsers connect in advance.
      for (const server of servers) server.closeAllConnections();
    },
  };
}
