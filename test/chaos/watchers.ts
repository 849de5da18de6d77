import { setMaxListeners } from 'node:events';
import { WebSocket } from 'ws';
import { LiveAuction } from '@/lib/live/live-auction';
import { LiveSocket } from '@/lib/live/socket';

/** The state of one auction that one watcher sees. */
export type Sight = { watcher: number; auctionId: string; version: number; price: number; status: string };

export type Watchers = {
  sights(): Sight[];
  close(): void;
};

const FIRST_SIGHT = '2026-01-01T00:00:00.000Z';

/**
 * Pages that watch auctions with the browser's own client, half of them at each gateway. The client's requests go to
 * whichever web process answers.
 */
export function startWatchers(options: {
  count: number;
  auctionIds: readonly string[];
  gatewayUrls: readonly string[];
  origins: readonly string[];
}): Watchers {
  const { count, auctionIds, gatewayUrls, origins } = options;
  const window = new EventTarget();
  bePage(window, origins);
  const pages = Array.from({ length: count }, (_, watcher) => {
    const socket = new LiveSocket(gatewayUrls[watcher % gatewayUrls.length] ?? '');
    return auctionIds.map((auctionId) => {
      const live = new LiveAuction({
        initialState: unseen(auctionId),
        initialBids: [],
        listen: (topic, listener) => socket.subscribe(topic, listener),
      });
      return { watcher, auctionId, live, leave: live.subscribe(() => undefined) };
    });
  }).flat();
  return {
    sights: () =>
      pages.map(({ watcher, auctionId, live }) => {
        const { version, price, status } = live.view().state;
        return { watcher, auctionId, version, price, status };
      }),
    close: () => {
      for (const { leave } of pages) leave();
      window.dispatchEvent(new Event('pagehide'));
    },
  };
}

function unseen(auctionId: string) {
  return {
    auctionId,
    version: 0,
    price: 0,
    minimumNext: 0,
    bidCount: 0,
    leader: null,
    status: 'ACTIVE' as const,
    // Far in the future: the page must learn of the end by a message, not by asking.
    endTime: '2099-01-01T00:00:00.000Z',
    winner: null,
    historyVersion: 0,
    extensions: 0,
    recordHash: '',
    serverTime: FIRST_SIGHT,
  };
}

/** Gives this process the globals that the client expects of a page. */
function bePage(window: EventTarget, origins: readonly string[]): void {
  const documentElement = { getAttribute: () => '' };
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible', documentElement });
  // All pages share these two.
  setMaxListeners(0, window, document);
  // Some versions of Node have a `navigator` of their own, which cannot be assigned.
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });
  const realFetch = globalThis.fetch;
  let turn = 0;
  Object.assign(globalThis, {
    window,
    document,
    WebSocket: class extends WebSocket {
      constructor(url: string) {
        super(url, { origin: 'http://127.0.0.1:3000' });
        // A browser does not throw for a connection that fails; the close event reports it.
        this.on('error', () => undefined);
      }
    },
    fetch: (path: string, init?: RequestInit) => {
      if (!path.startsWith('/')) return realFetch(path, init);
      turn += 1;
      return realFetch(`${origins[turn % origins.length]}${path}`, init);
    },
  });
}
