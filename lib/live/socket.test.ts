import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AuctionState } from '@/lib/realtime/protocol';
import { openPage } from '@/test/page';
import { LiveSocket } from './socket';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const TICKET = '/api/v1/realtime/ticket';
const A_WHILE_MS = 60_000;

function state(auctionId: string, version: number): AuctionState {
  return {
    auctionId,
    version,
    price: 1000,
    minimumNext: 2000,
    bidCount: version,
    leader: null,
    status: 'ACTIVE',
    endTime: '2026-11-21T09:00:00.000Z',
    winner: null,
    historyVersion: 0,
    extensions: 0,
    recordHash: '',
    serverTime: '2026-11-20T09:00:00.000Z',
  };
}

/** Lets promises and microtasks run, and time pass. */
async function pass(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** A page that watches one auction of which it knows version 3. */
async function watchingPage() {
  const page = openPage();
  const live = new LiveSocket('ws://market.kr:3001/ws');
  const isLive: boolean[] = [];
  const leave = live.subscribe('auction:1', { since: () => 3, onLive: (value) => isLive.push(value) });
  page.socket().greet();
  await pass();
  return { page, live, isLive, leave };
}

const subscription = { type: 'subscribe', topics: ['auction:1'], since: { 'auction:1': 3 } };

test('one connection serves all parts of the page, in one message', async () => {
  const page = openPage();
  const live = new LiveSocket('ws://market.kr:3001/ws');
  const states: string[] = [];
  for (const name of ['auction:1', 'auction:2', 'auction:3']) {
    const since = name === 'auction:2' ? undefined : () => 7;
    live.subscribe(name, { since, onState: (news) => states.push(`${name} ${news?.version}`) });
  }
  expect(page.sockets).toHaveLength(1);
  page.socket().greet();
  await pass();
  expect(page.socket().heard()).toEqual([
    {
      type: 'subscribe',
      topics: ['auction:1', 'auction:2', 'auction:3'],
      since: { 'auction:1': 7, 'auction:3': 7 },
    },
  ]);
  page.socket().push({ type: 'snapshot', topic: 'auction:2', state: state('2', 5) });
  page.socket().push({ type: 'update', topic: 'auction:1', state: state('1', 8), bids: [] });
  page.socket().push({ type: 'snapshot', topic: 'auction:9', state: state('9', 8) });
  expect(states).toEqual(['auction:2 5', 'auction:1 8']);
});

test('a topic that the gateway refuses is not live, and is subscribed to later', async () => {
  const { page, isLive } = await watchingPage();
  expect(isLive.at(-1)).toBe(true);
  page.socket().push({ type: 'error', code: 'TOO_MANY_TOPICS', message: '' });
  expect(isLive.at(-1)).toBe(false);
  await pass(4_900);
  expect(page.sockets).toHaveLength(1);
  await pass(5_200);
  page.socket().greet();
  await pass();
  expect(page.sockets).toHaveLength(2);
  expect(page.socket().heard()).toEqual([subscription]);
});

test('for two watchers of one auction, the page subscribes with the older of their versions', async () => {
  const { page, live } = await watchingPage();
  page.socket().heard();
  live.subscribe('auction:1', { since: () => 2 });
  await pass();
  expect(page.socket().heard()).toEqual([{ ...subscription, since: { 'auction:1': 2 } }]);
});

test('an auction is live from the greeting until the connection is lost', async () => {
  const { page, isLive } = await watchingPage();
  expect(isLive).toEqual([false, true]);
  page.socket().drop(1006);
  expect(isLive).toEqual([false, true, false]);
});

test('while no messages reach the gateway itself, nothing is live', async () => {
  const { page, isLive } = await watchingPage();
  page.socket().push({ type: 'upstream', connected: false });
  page.socket().push({ type: 'upstream', connected: true });
  expect(isLive).toEqual([false, true, false, true]);
});

test('a lost connection comes back with the known versions', async () => {
  const { page, isLive } = await watchingPage();
  page.socket().drop(1006);
  await pass(500);
  expect(page.sockets).toHaveLength(2);
  page.socket().greet();
  await pass();
  expect(page.socket().heard()).toEqual([subscription]);
  expect(isLive.at(-1)).toBe(true);
});

test('a gateway that is away is tried at growing intervals', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const { page } = await watchingPage();
  const attempts: number[] = [];
  for (let passedMs = 0; passedMs <= 40_000; passedMs += 500) {
    if (page.sockets.length > attempts.length) attempts.push(passedMs);
    page.socket().drop(1006);
    await pass(500);
  }
  expect(attempts).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 25_500, 35_500]);
});

test('pings are answered', async () => {
  const { page } = await watchingPage();
  page.socket().heard();
  page.socket().push({ type: 'ping' });
  expect(page.socket().heard()).toEqual([{ type: 'pong' }]);
});

test('the connection to a silent gateway is given up after 33 seconds, and to one that pings it is kept', async () => {
  const { page } = await watchingPage();
  for (let round = 0; round < 4; round += 1) {
    await pass(25_000);
    page.socket().push({ type: 'ping' });
  }
  expect(page.sockets).toHaveLength(1);
  await pass(33_000 + 500);
  expect(page.sockets).toHaveLength(2);
  // The second one never greets.
  await pass(8_000 + 1_000);
  expect(page.sockets).toHaveLength(3);
});

test('when the person looks again, a dead connection is noticed within seconds', async () => {
  const { page } = await watchingPage();
  page.socket().heard();
  page.show(false);
  page.show(true);
  expect(page.socket().heard()).toEqual([{ type: 'ping' }]);
  page.socket().push({ type: 'pong', serverTime: new Date().toISOString() });
  await pass(9_000);
  expect(page.sockets).toHaveLength(1);
  page.show(true);
  await pass(9_000);
  expect(page.sockets).toHaveLength(2);
});

test('a page that is put away or offline rests, and reconnects at once when it is back', async () => {
  const { page, isLive } = await watchingPage();
  for (const [away, back] of [
    ['pagehide', 'pageshow'],
    ['offline', 'online'],
  ] as const) {
    const before = page.sockets.length;
    page.fire(away);
    expect(isLive.at(-1)).toBe(false);
    await pass(A_WHILE_MS);
    expect(page.sockets).toHaveLength(before);
    page.fire(back);
    expect(page.sockets).toHaveLength(before + 1);
    page.socket().greet();
    await pass();
    expect(isLive.at(-1)).toBe(true);
  }
});

test('the connection outlives a change of page, and ends when no topic is watched any more', async () => {
  const { page, live, leave } = await watchingPage();
  page.socket().heard();
  leave();
  await pass(1_000);
  expect(page.socket().heard()).toEqual([{ type: 'unsubscribe', topics: ['auction:1'] }]);
  const leaveNext = live.subscribe('auction:2', {});
  await pass(A_WHILE_MS / 3);
  expect(page.sockets).toHaveLength(1);
  leaveNext();
  await pass(A_WHILE_MS);
  expect(page.socket().readyState).toBe(3);
  expect(vi.getTimerCount()).toBe(0);
  live.subscribe('auction:2', {});
  expect(page.sockets).toHaveLength(2);
});

test('topics beyond fifty wait until there is room', async () => {
  const page = openPage();
  const live = new LiveSocket('ws://market.kr:3001/ws');
  const leave = Array.from({ length: 51 }, (_, index) => live.subscribe(`auction:${index + 1}`, {}));
  page.socket().greet();
  await pass();
  expect(page.socket().heard()[0]?.topics).toHaveLength(50);
  leave[0]?.();
  await pass();
  expect(page.socket().heard()).toEqual([
    { type: 'unsubscribe', topics: ['auction:1'] },
    { type: 'subscribe', topics: ['auction:51'], since: {} },
  ]);
});

test('the personal topic asks for a ticket of its own at each connection', async () => {
  const page = openPage();
  let tickets = 0;
  page.answers[TICKET] = () => {
    tickets += 1;
    return { ticket: `ticket ${tickets}` };
  };
  const live = new LiveSocket('ws://market.kr:3001/ws');
  const isLive: boolean[] = [];
  const kinds: string[] = [];
  live.subscribe('me', {
    onLive: (value) => isLive.push(value),
    onNotification: ({ kind }) => kinds.push(kind),
  });
  for (const ticket of ['ticket 1', 'ticket 2']) {
    page.socket().greet();
    await pass();
    expect(page.socket().heard()).toEqual([{ type: 'subscribe', topics: ['me'], ticket }]);
    expect(isLive.at(-1)).toBe(false);
    page.socket().push({ type: 'snapshot', topic: 'me', state: null });
    expect(isLive.at(-1)).toBe(true);
    const notification = {
      id: '1',
      kind: 'won',
      params: {},
      link: '/',
      createdAt: '2026-11-20T09:00:00.000Z',
    };
    page.socket().push({ type: 'notice', topic: 'me', notification });
    page.socket().drop(1012);
    await pass(4_000);
  }
  expect(kinds).toEqual(['won', 'won']);
});

/** A page with the personal topic, confirmed by the gateway. */
async function personalPage() {
  const page = openPage();
  page.answers[TICKET] = () => ({ ticket: 'fresh' });
  const onLoggedOut = vi.fn();
  const live = new LiveSocket('ws://market.kr:3001/ws');
  const isLive: boolean[] = [];
  live.subscribe('me', { onLive: (value) => isLive.push(value), onLoggedOut });
  live.subscribe('auction:1', {});
  page.socket().greet();
  await pass();
  page.socket().push({ type: 'snapshot', topic: 'me', state: null });
  const logOut = () => (page.answers[TICKET] = () => new Response(null, { status: 401 }));
  return { page, isLive, onLoggedOut, logOut };
}

test('after a refused ticket a new one is requested; once nobody is logged in the page is told, and rests', async () => {
  const { page, onLoggedOut, logOut } = await personalPage();
  logOut();
  page.socket().push({ type: 'error', code: 'BAD_TICKET', message: '' });
  await pass(5_000);
  expect(onLoggedOut).not.toHaveBeenCalled();
  await pass(2_000);
  expect(onLoggedOut).toHaveBeenCalledOnce();
  page.socket().push({ type: 'ping' });
  await pass(20_000);
  expect(page.asked).toEqual([TICKET, TICKET, TICKET]);
});

test('a page whose login has ended is told so and keeps its auctions, without a new connection', async () => {
  const { page, isLive, onLoggedOut, logOut } = await personalPage();
  logOut();
  page.socket().push({ type: 'ended', topic: 'me' });
  expect(isLive.at(-1)).toBe(false);
  await pass(4_000);
  expect(onLoggedOut).toHaveBeenCalledOnce();
  expect(page.sockets).toHaveLength(1);
  expect(page.socket().said.filter(({ type }) => type === 'unsubscribe')).toEqual([]);
});

test('a page with a new session goes on with a new ticket, and is not called logged out while its cookie is on its way', async () => {
  const { page, isLive, onLoggedOut, logOut } = await personalPage();
  logOut();
  page.socket().push({ type: 'ended', topic: 'me' });
  await pass(1_000);
  page.answers[TICKET] = () => ({ ticket: 'of the new session' });
  await pass(2_000);
  expect(page.socket().said.at(-1)).toEqual({
    type: 'subscribe',
    topics: ['me'],
    ticket: 'of the new session',
  });
  page.socket().push({ type: 'snapshot', topic: 'me', state: null });
  expect(isLive.at(-1)).toBe(true);
  expect(onLoggedOut).not.toHaveBeenCalled();
});

test('after the gateway has lost Redis, a page asks for a ticket only when it is back', async () => {
  const { page } = await personalPage();
  page.socket().push({ type: 'upstream', connected: false });
  page.socket().push({ type: 'ended', topic: 'me' });
  // The answer to a ticket that was on its way.
  page.socket().push({ type: 'error', code: 'BAD_TICKET', message: '' });
  await pass(20_000);
  expect(page.asked).toEqual([TICKET]);
  page.socket().push({ type: 'upstream', connected: true });
  await pass(5_000);
  expect(page.asked).toEqual([TICKET, TICKET]);
});

test('an address that the browser refuses does not break the page', async () => {
  const page = openPage();
  const refusing = () => {
    throw new DOMException('insecure', 'SecurityError');
  };
  vi.stubGlobal('WebSocket', refusing);
  const isLive: boolean[] = [];
  new LiveSocket('ws://market.kr/ws').subscribe('auction:1', { onLive: (value) => isLive.push(value) });
  await pass(A_WHILE_MS);
  expect(isLive).toEqual([false]);
  expect(page.sockets).toEqual([]);
});
