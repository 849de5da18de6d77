import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';
import { openPage, type TestPage } from '@/test/page';
import type { Listen } from './listen';
import { LiveAuction } from './live-auction';
import { observeServerTime } from './server-clock';
import { liveSocket } from './socket';

const start = Date.parse('2026-11-20T09:00:00.000Z');
const PATH = '/api/v1/auctions/1';
const BIDS = `${PATH}/bids?limit=100`;

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});

const leaves: (() => void)[] = [];

afterEach(async () => {
  for (const leave of leaves.splice(0)) leave();
  // The socket stays open for a moment for the next page.
  await vi.advanceTimersByTimeAsync(5_000);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function state(version: number, more: Partial<AuctionState> = {}): AuctionState {
  return {
    auctionId: '1',
    version,
    price: version * 1000,
    minimumNext: version * 1000 + 1000,
    bidCount: version,
    leader: null,
    status: 'ACTIVE',
    endTime: '2026-11-20T10:00:00.000Z',
    winner: null,
    historyVersion: 0,
    extensions: 0,
    recordHash: '',
    serverTime: new Date().toISOString(),
    ...more,
  };
}

function bid(version: number): PublicBid {
  const createdAt = '2026-11-20T09:00:00.000Z';
  return {
    id: String(version),
    bidder: { key: 'k', name: '김**' },
    amount: version * 1000,
    kind: 'MANUAL',
    version,
    createdAt,
  };
}

/** The answer of the API: the state, with `id` instead of `auctionId`. */
function answer(version: number, more: Partial<AuctionState> = {}) {
  const { auctionId, ...rest } = state(version, more);
  return { id: auctionId, ...rest };
}

let lastPort = 3000;

/** A page that shows the auction at version 3 with its three bids. */
function show(kind: 'national' | 'local', more: Partial<AuctionState> = {}) {
  const page = openPage();
  page.answers[PATH] = () => answer(3, { ...more, serverTime: new Date().toISOString() });
  // Sockets are shared by address: each test has its own.
  lastPort += 1;
  const socket = liveSocket(`ws://market.kr:${lastPort}/ws`);
  const live = new LiveAuction({
    initialState: state(3, more),
    initialBids: [bid(3), bid(2), bid(1)],
    listen: kind === 'national' ? (topic, listener) => socket.subscribe(topic, listener) : null,
    polls: true,
  });
  leaves.push(live.subscribe(() => undefined));
  const versions = () => live.view().bids.map(({ version }) => version);
  return { page, live, versions };
}

async function pass(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

test('a national auction follows its socket: newer states replace older ones, bids add up', async () => {
  const { page, live, versions } = show('national');
  expect(live.view().connection).toBe('connecting');
  page.socket().greet();
  await pass();
  expect(live.view().connection).toBe('live');
  page.socket().push({ type: 'update', topic: 'auction:1', state: state(5), bids: [bid(4), bid(5)] });
  page.socket().push({ type: 'update', topic: 'auction:1', state: state(4), bids: [bid(4)] });
  page.socket().push({ type: 'viewers', topic: 'auction:1', count: 12 });
  expect(live.view()).toMatchObject({ state: { version: 5 }, viewers: 12 });
  expect(versions()).toEqual([5, 4, 3, 2, 1]);
  await pass(10_000);
  expect(page.asked).toEqual([]);
});

test("the person's own bid shows before the socket brings it, and only once", async () => {
  const { page, live, versions } = show('national');
  page.socket().greet();
  live.apply(state(4), [bid(4)]);
  const shown = live.view();
  expect(shown.state.version).toBe(4);
  page.socket().push({ type: 'update', topic: 'auction:1', state: state(4), bids: [bid(4)] });
  expect(live.view().state).toBe(shown.state);
  expect(versions()).toEqual([4, 3, 2, 1]);
});

test('a state of another auction is ignored', () => {
  const { live } = show('local');
  live.apply(state(9, { auctionId: '2' }));
  expect(live.view().state.version).toBe(3);
});

test('after three seconds without a connection plain requests stand in, until it is back', async () => {
  const { page, live } = show('national');
  page.socket().greet();
  await pass();
  page.socket().drop(1006);
  expect(live.view().connection).toBe('connecting');
  await pass(2_900);
  expect(live.view().connection).toBe('connecting');
  page.answers[PATH] = () => answer(7);
  await pass(100);
  expect(live.view().connection).toBe('stale');
  await pass(1_500);
  expect(live.view().state.version).toBe(7);
  await pass(20_000);
  const asked = page.asked.filter((path) => path === PATH).length;
  expect(asked).toBeGreaterThanOrEqual(4);
  expect(asked).toBeLessThanOrEqual(8);

  await vi.waitFor(() => page.socket().greet());
  await pass();
  expect(live.view().connection).toBe('live');
  page.asked.length = 0;
  await pass(20_000);
  expect(page.asked.filter((path) => path === PATH)).toEqual([]);
});

test('a short interruption is not shown', async () => {
  const { page, live } = show('national');
  page.socket().greet();
  await pass();
  page.socket().drop(1006);
  await pass(500);
  page.socket().greet();
  await pass(10_000);
  expect(live.view().connection).toBe('live');
  expect(page.asked).toEqual([]);
});

test('a page that nobody looks at does not ask', async () => {
  const { page } = show('national');
  page.show(false);
  await pass(20_000);
  expect(page.asked).toEqual([]);
});

/** A page whose gateway was cut off from Redis for a moment, too short for plain requests to stand in. */
async function deafForAMoment(page: TestPage): Promise<void> {
  page.socket().greet();
  page.socket().push({ type: 'upstream', connected: false });
  await pass(100);
  page.socket().push({ type: 'upstream', connected: true });
}

test('where the gateway knows no state though there is one, the server is asked', async () => {
  const { page, live } = show('national');
  page.answers[PATH] = () => answer(4);
  page.socket().greet();
  page.socket().push({ type: 'snapshot', topic: 'auction:1', state: null });
  await pass(5_000);
  expect(live.view()).toMatchObject({ connection: 'live', state: { version: 4 } });
});

test('for an auction without bids, the server is asked only when the gateway says for a second time that it knows no state', async () => {
  const { page } = show('national', { version: 0, bidCount: 0 });
  page.socket().greet();
  page.socket().push({ type: 'snapshot', topic: 'auction:1', state: null });
  await pass(10_000);
  expect(page.asked).toEqual([]);
  page.socket().push({ type: 'snapshot', topic: 'auction:1', state: null });
  await pass(5_000);
  expect(page.asked).toContain(PATH);
});

test('after the gateway was cut off from Redis the server is asked until it answers', async () => {
  const { page, live } = show('national');
  page.answers[PATH] = () => new Response(null, { status: 503 });
  await deafForAMoment(page);
  await pass(10_000);
  expect(live.view()).toMatchObject({ connection: 'live', state: { version: 3 } });
  page.answers[PATH] = () => answer(5);
  await pass(5_000);
  expect(live.view().state.version).toBe(5);
  page.asked.length = 0;
  await pass(20_000);
  expect(page.asked.filter((path) => path === PATH)).toEqual([]);
});

test.each([
  ['when the gateway hears again', deafForAMoment],
  [
    'when it has become deaf',
    async (page: TestPage) => {
      page.socket().greet();
      page.socket().push({ type: 'upstream', connected: false });
      await pass(3_000);
    },
  ],
])('%s, the questions of a crowd are spread', async (_, happens) => {
  const { page } = show('national');
  const socket = liveSocket(`ws://market.kr:${lastPort}/ws`);
  for (let each = 0; each < 99; each += 1) {
    const listen: Listen = (topic, listener) => socket.subscribe(topic, listener);
    leaves.push(new LiveAuction({ initialState: state(3), listen }).subscribe(() => undefined));
  }
  await happens(page);
  for (let tenths = 0; tenths < 50; tenths += 1) {
    const before = page.asked.length;
    await pass(100);
    expect(page.asked.length - before).toBeLessThan(30);
  }
  expect(page.asked.length).toBeGreaterThanOrEqual(100);
});

test('missed bids are fetched once', async () => {
  const { page, versions } = show('national');
  page.answers[BIDS] = () => ({ items: [6, 5, 4, 3, 2, 1].map(bid), nextCursor: null });
  page.socket().greet();
  await pass();
  page.socket().push({ type: 'snapshot', topic: 'auction:1', state: state(6) });
  await pass(3_000);
  expect(versions()).toEqual([6, 5, 4, 3, 2, 1]);
  page.socket().push({ type: 'ping' });
  await pass(20_000);
  expect(page.asked).toEqual([BIDS]);
});

test('after an exclusion the price falls, bids that may be excluded go, and the others are read again', async () => {
  const leader = { key: 'b3', name: 'b***' };
  const { page, live, versions } = show('national', { price: 12_000, bidCount: 3, leader });
  page.answers[BIDS] = () => ({ items: [bid(6), bid(1)], nextCursor: null });
  page.socket().greet();
  await pass();
  const after = state(5, {
    historyVersion: 5,
    price: 10_000,
    bidCount: 1,
    leader: { key: 'b1', name: 'b***' },
  });
  // A window of the gateway may still hold a bid that the exclusion took away.
  page.socket().push({ type: 'update', topic: 'auction:1', state: after, bids: [bid(4)] });
  expect(live.view().state.price).toBe(10_000);
  expect(versions()).not.toContain(4);
  page.socket().push({
    type: 'update',
    topic: 'auction:1',
    state: { ...after, version: 6, price: 11_000, bidCount: 2 },
    bids: [bid(6)],
  });
  await pass(3_000);
  expect(versions()).toEqual([6, 1]);
  await pass(20_000);
  expect(page.asked).toEqual([BIDS]);
});

test('an auction that the server no longer shows was removed: it counts as cancelled', async () => {
  const { page, live } = show('local');
  page.answers[PATH] = () => Response.json({ ok: false, code: 'NOT_FOUND' }, { status: 404 });
  await pass(1_000);
  page.show(false);
  page.show(true);
  await pass();
  expect(live.view().state).toMatchObject({ status: 'CANCELLED', leader: null });
});

test('an auction that is over stays what it is, and a 404 of somebody else says nothing', async () => {
  const { page, live } = show('local');
  page.answers[PATH] = () => new Response('no such host', { status: 404 });
  await pass(1_000);
  page.show(false);
  page.show(true);
  await pass();
  expect(live.view().state.status).toBe('ACTIVE');
  live.apply({ ...state(4), status: 'ENDED' });
  page.answers[PATH] = () => Response.json({ ok: false, code: 'NOT_FOUND' }, { status: 404 });
  await pass(2_000);
  page.show(false);
  page.show(true);
  await pass();
  expect(live.view().state.status).toBe('ENDED');
});

test('of very many bids the newest hundred are kept', () => {
  const { live, versions } = show('local');
  live.apply(
    state(300),
    Array.from({ length: 297 }, (_, index) => bid(index + 4)),
  );
  expect(versions()).toHaveLength(100);
  const kept = live.view();
  live.apply(state(300), [bid(1)]);
  expect(live.view()).toBe(kept);
  expect(versions().at(-1)).toBe(201);
});

test('a local auction opens no socket; it asks the server at once when the person looks again', async () => {
  const { page, live } = show('local');
  expect(live.view().connection).toBe('http');
  page.answers[PATH] = () => answer(4);
  page.show(false);
  await pass(60_000);
  expect(page.asked).toEqual([]);
  page.show(true);
  page.fire('focus');
  await pass();
  expect(live.view().state.version).toBe(4);
  expect(page.asked).toEqual([PATH]);
  expect(page.sockets).toEqual([]);
});

test.each([0, 0.5, 0.999])(
  'a visible local auction is requested every 15 seconds, every 4 in its last ten minutes, spread by %d',
  async (spread) => {
    vi.spyOn(Math, 'random').mockReturnValue(spread);
    const { page, live } = show('local');
    await pass(10 * 60_000);
    const calmly = page.asked.length;
    expect(calmly).toBeGreaterThanOrEqual(35);
    expect(calmly).toBeLessThanOrEqual(46);
    await pass(40 * 60_000);
    page.asked.length = 0;
    page.answers[PATH] = () => answer(4);
    await pass(5_000);
    expect(live.view().state.version).toBe(4);
    await pass(5 * 60_000);
    expect(page.asked.length).toBeGreaterThanOrEqual(66);
    expect(page.asked.length).toBeLessThanOrEqual(88);
  },
);

test('a local auction is not requested while the page is hidden or the device offline, but at once afterwards', async () => {
  const { page } = show('local');
  page.show(false);
  await pass(120_000);
  expect(page.asked).toEqual([]);
  page.fire('offline');
  page.show(true);
  await pass(120_000);
  expect(page.asked).toEqual([]);
  page.fire('online');
  await pass();
  expect(page.asked).toEqual([PATH]);
});

test('a page that comes back from the memory of the browser asks at once', async () => {
  const { page } = show('local');
  page.fire('pageshow');
  await pass();
  expect(page.asked).toEqual([PATH]);
});

test('a row of a list does not poll', async () => {
  const page = openPage();
  const live = new LiveAuction({ initialState: state(3), listen: null });
  leaves.push(live.subscribe(() => undefined));
  await pass(10 * 60_000);
  expect(page.asked).toEqual([]);
});

/** A card of an auction that ends in a minute. */
function showCard() {
  const endTime = '2026-11-20T09:01:00.000Z';
  const live = new LiveAuction({ initialState: state(3, { endTime }), listen: null, asksAtEndOnly: true });
  leaves.push(live.subscribe(() => undefined));
  return live;
}

test('a card asks nothing before the end; at an end that was moved it learns the new one, and asks again at that', async () => {
  const page = openPage();
  const live = showCard();
  await pass(50_000);
  page.fire('focus');
  page.fire('online');
  await pass(10_900);
  expect(page.asked).toEqual([]);
  page.answers[PATH] = () => answer(5, { endTime: '2026-11-20T09:02:00.000Z', extensions: 1 });
  await pass(3_200);
  expect(page.asked).toEqual([PATH]);
  expect(live.view().state).toMatchObject({ status: 'ACTIVE', endTime: '2026-11-20T09:02:00.000Z' });
  page.answers[PATH] = () => answer(6, { status: 'ENDED', endTime: '2026-11-20T09:02:00.000Z' });
  await pass(56_000);
  expect(page.asked).toHaveLength(1);
  await pass(5_000);
  expect(live.view().state.status).toBe('ENDED');
  await pass(10 * 60_000);
  expect(page.asked).toHaveLength(2);
});

test('the cards of a crowd ask at the end spread over three seconds', async () => {
  const page = openPage();
  for (let each = 0; each < 100; each += 1) showCard();
  page.answers[PATH] = () => answer(4, { status: 'ENDED' });
  await pass(60_900);
  expect(page.asked).toEqual([]);
  for (let tenths = 0; tenths < 32; tenths += 1) {
    const before = page.asked.length;
    await pass(100);
    expect(page.asked.length - before).toBeLessThan(30);
  }
  expect(page.asked).toHaveLength(100);
});

test('a card that was out of sight at its end asks when somebody looks', async () => {
  const page = openPage();
  const live = showCard();
  page.show(false);
  await pass(5 * 60_000);
  expect(page.asked).toEqual([]);
  page.answers[PATH] = () => answer(4, { status: 'ENDED' });
  page.show(true);
  page.fire('focus');
  await pass();
  expect(live.view().state.status).toBe('ENDED');
});

test.each(['ENDED', 'CANCELLED'] as const)(
  'an auction that is %s is not requested any more',
  async (status) => {
    const { page } = show('local', { status });
    await pass(10 * 60_000);
    page.fire('focus');
    page.fire('online');
    await pass();
    expect(page.asked).toEqual([]);
  },
);

test('a refresh answers with the state that the server has, and with null without an answer', async () => {
  const { page, live } = show('local');
  expect(await live.refresh()).toMatchObject({ version: 3 });
  page.answers[PATH] = () => new Response(null, { status: 503 });
  expect(await live.refresh()).toBeNull();
  delete page.answers[PATH];
  expect(await live.refresh()).toBeNull();
});

test('a local auction that cannot be requested says so until it can', async () => {
  const { page, live } = show('local');
  page.answers[PATH] = () => new Response(null, { status: 503 });
  await pass(20_000);
  expect(live.view().connection).toBe('stale');
  page.answers[PATH] = () => answer(4);
  await pass(20_000);
  expect(live.view()).toMatchObject({ connection: 'http', state: { version: 4 } });
});

test('a local page that comes from a cache is checked at once', async () => {
  const { page } = show('local', { serverTime: '2026-11-20T08:59:50.000Z' });
  await pass();
  expect(page.asked).toEqual([PATH]);
});

test.each([
  ['fast', -120_000],
  ['slow', 120_000],
])(
  'the end is awaited by the clock of the server, also on a device that is two minutes %s',
  async (_, offset) => {
    // The page is opened before the clock is known.
    const soon = { endTime: new Date(start + offset + 200_000).toISOString(), status: 'ACTIVE' as const };
    const page = openPage();
    leaves.push(new LiveAuction({ initialState: state(3, soon), listen: null }).subscribe(() => undefined));
    observeServerTime(new Date(start + offset).toISOString());
    const serverTime = () => new Date(Date.now() + offset).toISOString();
    const ended = { status: 'ENDED' as const, winner: { key: 'k', name: '김**' } };
    page.answers[PATH] = () => answer(4, { ...ended, serverTime: serverTime() });
    await pass(200_000);
    expect(page.asked).toEqual([]);
    await pass(500);
    expect(page.asked).toEqual([PATH]);
    // The clock belongs to the page, which all tests of this file share.
    observeServerTime(new Date().toISOString());
  },
);

test('when the time of a local auction is over, the server is asked until it tells the end', async () => {
  const { page, live } = show('local');
  await pass(60 * 60 * 1000 - 1);
  page.asked.length = 0;
  await pass(2_000);
  expect(page.asked.length).toBeGreaterThan(0);
  expect(live.view().state.status).toBe('ACTIVE');
  page.answers[PATH] = () => answer(4, { status: 'ENDED', bidCount: 3, winner: { key: 'k', name: '김**' } });
  await pass(4_000);
  expect(live.view().state.status).toBe('ENDED');
  page.asked.length = 0;
  await pass(60_000);
  expect(page.asked).toEqual([]);
});

test('a local auction that was extended while nobody asked runs on, is requested as often as before, and ends at its new end', async () => {
  const { page, live } = show('local', { endTime: '2026-11-20T09:00:10.000Z' });
  const extended = { endTime: '2026-11-20T09:05:09.000Z', extensions: 1 };
  await pass(9_900);
  page.answers[PATH] = () => answer(4, extended);
  await pass(500);
  expect(live.view().state).toMatchObject({ version: 4, status: 'ACTIVE', ...extended });
  page.asked.length = 0;
  await pass(4 * 60_000);
  expect(page.asked.length).toBeGreaterThanOrEqual(53);
  page.answers[PATH] = () => answer(5, { ...extended, status: 'ENDED' });
  await pass(60_000);
  expect(live.view().state.status).toBe('ENDED');
});

test('a national auction that was extended does not ask at its old end', async () => {
  const { page } = show('national', { endTime: '2026-11-20T09:00:10.000Z' });
  page.socket().greet();
  await pass(9_000);
  const extended = state(4, { endTime: '2026-11-20T09:01:09.000Z', extensions: 1 });
  page.socket().push({ type: 'update', topic: 'auction:1', state: extended, bids: [bid(4)] });
  await pass(12_000);
  expect(page.asked.filter((path) => path === PATH)).toEqual([]);
});

test('watchers of a national auction wait for the end to be pushed before they ask', async () => {
  const soon = { endTime: '2026-11-20T09:00:10.000Z' };
  const { page, live } = show('national', soon);
  page.socket().greet();
  await pass(14_900);
  expect(page.asked).toEqual([]);
  page.socket().push({
    type: 'update',
    topic: 'auction:1',
    state: state(4, { status: 'ENDED', bidCount: 3 }),
    bids: [],
  });
  await pass(15_000);
  expect(live.view().state.status).toBe('ENDED');
  expect(page.asked.filter((path) => path === PATH)).toEqual([]);
});
