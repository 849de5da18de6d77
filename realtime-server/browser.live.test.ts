import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { LiveAuction } from '@/lib/live/live-auction';
import { LiveSocket, liveSocket } from '@/lib/live/socket';
import type { AuctionMessage, AuctionState, WireNotification } from '@/lib/realtime/protocol';
import { auctionTopic, PERSONAL_TOPIC, userChannel } from '@/lib/realtime/topics';
import { startFaultProxy } from '@/test/fault-proxy';
import { ticketFor } from '@/test/logins';
import { openPage, type TestPage } from '@/test/page';
import { testRedis } from '@/test/redis';
import { readConfig } from './config';
import { type Gateway, startGateway } from './gateway';

// The browser's own client against the real gateway.

const store = testRedis();
let page: TestPage;

beforeEach(() => {
  page = openPage();
  onTestFinished(() => page.fire('pagehide'));
  // The origin that a browser sends for a page of this host.
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(url: string) {
        super(url, { origin: 'http://127.0.0.1:3000' });
      }
    },
  );
});

async function gatewayOn(port: number, redisUrl = store.url): Promise<Gateway> {
  const gateway = await startGateway({ ...readConfig({ ...process.env, REDIS_URL: redisUrl }), port });
  onTestFinished(() => gateway.close());
  await vi.waitFor(() => expect(gateway.isReady()).toBe(true));
  return gateway;
}

function state(auctionId: string, version: number): AuctionState {
  return {
    auctionId,
    version,
    price: version * 1000,
    minimumNext: version * 1000 + 1000,
    bidCount: version,
    leader: null,
    status: 'ACTIVE',
    endTime: '2027-11-21T09:00:00.000Z',
    winner: null,
    historyVersion: 0,
    extensions: 0,
    recordHash: '',
    serverTime: new Date().toISOString(),
  };
}

function message(auctionId: string, version: number): AuctionMessage {
  const createdAt = '2026-11-20T09:00:00.000Z';
  const bid = {
    id: `${auctionId}${version}`,
    bidder: { key: 'k', name: '김**' },
    amount: version * 1000,
    kind: 'MANUAL' as const,
    version,
  };
  return { ...state(auctionId, version), bids: [{ ...bid, createdAt }] };
}

async function publish(news: AuctionMessage): Promise<void> {
  const redis = store.connect();
  const topic = auctionTopic(news.auctionId);
  await redis.multi().set(topic, JSON.stringify(news)).publish(topic, JSON.stringify(news)).exec();
}

function follow(auctionId: string, port: number): LiveAuction {
  const socket = liveSocket(`ws://127.0.0.1:${port}/ws`);
  const live = new LiveAuction({
    initialState: state(auctionId, 0),
    initialBids: [],
    listen: (topic, listener) => socket.subscribe(topic, listener),
  });
  onTestFinished(live.subscribe(() => undefined));
  return live;
}

test('pages of one auction see a bid, across a restart of the gateway as well', async () => {
  const gateway = await gatewayOn(0);
  const [one, other] = [follow('501', gateway.port), follow('502', gateway.port)];
  await vi.waitFor(() =>
    expect([one, other].map((live) => live.view().connection)).toEqual(['live', 'live']),
  );
  await publish(message('501', 1));
  await vi.waitFor(() => expect(one.view().state.version).toBe(1));
  expect(one.view().bids.map(({ version }) => version)).toEqual([1]);
  expect(other.view().state.version).toBe(0);

  await gateway.close();
  await vi.waitFor(() => expect(one.view().connection).not.toBe('live'));
  await publish(message('501', 2));
  await gatewayOn(gateway.port);
  await vi.waitFor(() => expect(one.view()).toMatchObject({ connection: 'live', state: { version: 2 } }), {
    timeout: 10_000,
  });
  await publish(message('501', 3));
  await vi.waitFor(() => expect(one.view().state.version).toBe(3));
});

test('after Redis lost data while the gateway was cut off, every page asks the server for the newest state', async () => {
  const proxy = await startFaultProxy(store.url);
  const gateway = await gatewayOn(0, proxy.url);
  // One page has seen a bid; the auction of the other had none.
  await publish(message('601', 1));
  const [one, other] = [follow('601', gateway.port), follow('602', gateway.port)];
  await vi.waitFor(() => expect(one.view().state.version).toBe(1));
  await vi.waitFor(() => expect(other.view().connection).toBe('live'));

  await proxy.down();
  await vi.waitFor(() => expect(one.view().connection).not.toBe('live'));
  await store.connect().flushall();
  await proxy.up();
  const both = (known: object) =>
    vi.waitFor(
      () => {
        for (const live of [one, other]) expect(live.view()).toMatchObject({ connection: 'live', ...known });
      },
      { timeout: 10_000 },
    );
  await both({});
  // The server answers only from now on, so that no request from the time of the outage finds the state.
  const { auctionId: id, ...rest } = state('601', 2);
  page.answers['/api/v1/auctions/601'] = () => ({ id, ...rest });
  page.answers['/api/v1/auctions/602'] = () => ({ ...rest, id: '602' });
  await both({ state: { version: 2 } });
});

test('while Redis has fallen silent, no page shows an outdated state for long', async () => {
  const proxy = await startFaultProxy(store.url);
  const gateway = await gatewayOn(0, proxy.url);
  const live = follow('603', gateway.port);
  await vi.waitFor(() => expect(live.view().connection).toBe('live'));
  proxy.block();
  const { auctionId: id, ...rest } = state('603', 2);
  page.answers['/api/v1/auctions/603'] = () => ({ id, ...rest });
  await vi.waitFor(() => expect(live.view().state.version).toBe(2), { timeout: 10_000 });
  proxy.unblock();
});

test("a person's page hears their notifications, with a new ticket after each interruption", async () => {
  page.answers['/api/v1/realtime/ticket'] = () => ({ ticket: ticketFor('42') });
  const gateway = await gatewayOn(0);
  const notifications: WireNotification[] = [];
  const connected: boolean[] = [];
  const socket = new LiveSocket(`ws://127.0.0.1:${gateway.port}/ws`);
  const leave = socket.subscribe(PERSONAL_TOPIC, {
    onNotification: (notification) => notifications.push(notification),
    onLive: (live) => connected.push(live),
  });
  onTestFinished(leave);
  await vi.waitFor(() => expect(connected).toEqual([false, true]));
  page.fire('offline');
  page.fire('online');
  await vi.waitFor(() => expect(connected).toEqual([false, true, false, true]));
  const notice = {
    id: '5',
    kind: 'won',
    params: {},
    link: '/auctions/1',
    createdAt: '2026-11-20T09:00:00.000Z',
  };
  await store.connect().publish(userChannel('42'), JSON.stringify(notice));
  await vi.waitFor(() => expect(notifications).toEqual([notice]));
  expect(page.asked).toHaveLength(2);
});
