import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Redis } from 'ioredis';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { AuctionMessage, LoginEnd, WireNotification } from '@/lib/realtime/protocol';
import { publish as announceToRedis } from '@/lib/realtime/publish';
import { redisReady } from '@/lib/realtime/redis';
import { endedLoginKey, userChannel } from '@/lib/realtime/topics';
import { bid, message } from '@/test/auction-news';
import { startFaultProxy } from '@/test/fault-proxy';
import { ticketFor } from '@/test/logins';
import { testRedis } from '@/test/redis';
import { openClient, openSocket, refusedWith, type TestSocket } from '@/test/socket';
import { readConfig } from './config';
import { type Gateway, startGateway } from './gateway';

const store = testRedis();
let publisher: Redis;
let lastAuction = 100;

beforeAll(() => {
  publisher = store.connect();
});

/** A gateway of its own for one test, with Redis connected. */
async function gatewayWith(settings: Record<string, string> = {}): Promise<Gateway> {
  const config = readConfig({ ...process.env, REDIS_URL: store.url, ...settings });
  const gateway = await startGateway({ ...config, port: 0, metricsPort: 0 });
  onTestFinished(() => gateway.close());
  await vi.waitFor(() => expect(gateway.isReady()).toBe(true));
  return gateway;
}

/** The names of all commands that Redis takes from now on. */
async function commandsOf(client: Redis): Promise<string[]> {
  const monitor = await client.monitor();
  onTestFinished(() => monitor.disconnect());
  const seen: string[] = [];
  monitor.on('monitor', (_time: string, [command = '']: string[]) => seen.push(command.toLowerCase()));
  return seen;
}

/** A raw stream to the gateway, after the handshake; nothing on this side reads frames. */
async function openStream(port: number): Promise<Duplex> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    origin: 'http://127.0.0.1:3000',
  };
  const createConnection = () => connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const asking = request({ host: '127.0.0.1', port, path: '/ws', headers, createConnection }).end();
  const [, stream] = (await once(asking, 'upgrade')) as [unknown, Duplex];
  onTestFinished(() => void stream.destroy());
  return stream;
}

/** A text frame, masked with zeros. */
function frameFor(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]);
}

async function status(gateway: Gateway, path: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${gateway.port}${path}`);
  await response.arrayBuffer();
  return response.status;
}

/** An auction that no other test watches. */
function newAuction() {
  lastAuction += 1;
  const auctionId = String(lastAuction);
  return { auctionId, topic: `auction:${auctionId}` };
}

/** Publishes as the web server does after a commit. */
async function publish(news: AuctionMessage): Promise<void> {
  const topic = `auction:${news.auctionId}`;
  await publisher.multi().set(topic, JSON.stringify(news)).publish(topic, JSON.stringify(news)).exec();
}

/** The number of these channels that Redis has a listener for. */
async function channelsOf(topics: readonly string[]): Promise<number> {
  const counts = (await publisher.call('PUBSUB', 'NUMSUB', ...topics)) as (string | number)[];
  return topics.filter((_, index) => Number(counts[2 * index + 1]) > 0).length;
}

const notice: WireNotification = {
  id: '5',
  kind: 'outbid',
  params: { title: '의자' },
  link: '/auctions/12',
  createdAt: '2026-11-20T09:00:00.000Z',
};

describe('watching', () => {
  test('a bid reaches a watcher with the state and the bid itself', async () => {
    const { port } = await gatewayWith();
    const { auctionId, topic } = newAuction();
    const socket = await openSocket(port);
    socket.say({ type: 'subscribe', topics: [topic] });
    expect(await socket.next('snapshot')).toEqual({ type: 'snapshot', topic, state: null });

    const { bids, ...state } = message(auctionId, 1);
    await publish({ ...state, bids });
    expect(await socket.next('update')).toEqual({ type: 'update', topic, state, bids });
  });

  test('a browser that waits for an unknown auction joins a newcomer who finds it stored', async () => {
    const { port } = await gatewayWith();
    const { auctionId, topic } = newAuction();
    const [waiting, newcomer] = [await openSocket(port), await openSocket(port)];
    waiting.say({ type: 'subscribe', topics: [topic] });
    expect((await waiting.next('snapshot')).state).toBeNull();
    // As if its message were still on the way to the gateway.
    await publisher.set(topic, JSON.stringify(message(auctionId, 1)));
    newcomer.say({ type: 'subscribe', topics: [topic] });
    expect((await newcomer.next('snapshot')).state?.version).toBe(1);
    expect(await waiting.next('update')).toMatchObject({ state: { version: 1 }, bids: [{ version: 1 }] });

    await publish(message(auctionId, 2));
    for (const socket of [waiting, newcomer]) expect((await socket.next('update')).state.version).toBe(2);
  });

  test('a newcomer gets the newest published state, and a browser that comes back only what is newer', async () => {
    const { port } = await gatewayWith();
    const { auctionId, topic } = newAuction();
    await publish(message(auctionId, 41));
    const socket = await openSocket(port);
    socket.say({ type: 'subscribe', topics: [topic] });
    expect((await socket.next('snapshot')).state?.version).toBe(41);

    const returner = await openSocket(port);
    returner.say({ type: 'subscribe', topics: [topic], since: { [topic]: 41 } });
    await returner.settled();
    expect(returner.all('snapshot')).toEqual([]);
    await publish(message(auctionId, 42));
    expect((await returner.next('update')).state.version).toBe(42);

    const behind = await openSocket(port);
    behind.say({ type: 'subscribe', topics: [topic], since: { [topic]: 41 } });
    expect((await behind.next('snapshot')).state?.version).toBe(42);
  });

  test('a storm reaches every watcher as a few frames with all bids, ending in the newest state', async () => {
    const { port } = await gatewayWith();
    const { auctionId, topic } = newAuction();
    const sockets = await Promise.all(Array.from({ length: 20 }, () => openSocket(port)));
    for (const socket of sockets) {
      socket.say({ type: 'subscribe', topics: [topic] });
      await socket.next('snapshot');
    }
    const versions = Array.from({ length: 200 }, (_, index) => index + 1);
    await Promise.all(versions.map((version) => publish(message(auctionId, version))));
    for (const socket of sockets) {
      await vi.waitFor(() => expect(socket.all('update').at(-1)?.state.version).toBe(200));
      const updates = socket.all('update');
      expect(updates.length).toBeLessThan(versions.length);
      expect(updates.flatMap(({ bids }) => bids.map(({ version }) => version))).toEqual(versions);
    }
  });

  test('hears an auction by its own channel before it stops hearing all of them, so that no message falls between', async () => {
    const { port } = await gatewayWith();
    const { auctionId, topic } = newAuction();
    const socket = await openSocket(port);
    socket.say({ type: 'subscribe', topics: [topic] });
    await socket.next('snapshot');
    const seen = await commandsOf(publisher);
    await publish(message(auctionId, 1));
    await vi.waitFor(() => expect(seen).toContain('punsubscribe'));
    const order = seen.filter((command) => command === 'subscribe' || command === 'punsubscribe');
    expect(order).toEqual(['subscribe', 'punsubscribe']);
  });

  test('after unsubscribing no message arrives, and the gateway no longer listens for any', async () => {
    const { port } = await gatewayWith();
    const { auctionId, topic } = newAuction();
    const [first, second] = [await openSocket(port), await openSocket(port)];
    for (const socket of [first, second]) {
      socket.say({ type: 'subscribe', topics: [topic] });
      await socket.next('snapshot');
    }
    first.say({ type: 'unsubscribe', topics: [topic] });
    await first.settled();
    await publish(message(auctionId, 1));
    await second.next('update');
    await first.settled();
    expect(first.all('update')).toEqual([]);

    await second.close();
    await vi.waitFor(async () => expect(await publisher.pubsub('NUMSUB', topic)).toEqual([topic, 0]));
    const third = await openSocket(port);
    third.say({ type: 'subscribe', topics: [topic] });
    expect((await third.next('snapshot')).state?.version).toBe(1);
    await publish(message(auctionId, 2));
    expect((await third.next('update')).state.version).toBe(2);
  });

  test('watchers are counted over all copies of the gateway', async () => {
    const settings = { REALTIME_VIEWERS_EVERY_MS: '50' };
    const [one, other] = [await gatewayWith(settings), await gatewayWith(settings)];
    const { auctionId, topic } = newAuction();
    await publish(message(auctionId, 0));
    const sockets = [await openSocket(one.port), await openSocket(one.port), await openSocket(other.port)];
    for (const socket of sockets) socket.say({ type: 'subscribe', topics: [topic] });
    const counts = () => sockets.map((socket) => socket.all('viewers').at(-1)?.count);
    await vi.waitFor(() => expect(counts()).toEqual([3, 3, 3]));
    await sockets.pop()?.close();
    await vi.waitFor(() => expect(counts()).toEqual([2, 2]));
  });

  test('a message from Redis that is not of the protocol is ignored', async () => {
    const gateway = await gatewayWith();
    const { auctionId, topic } = newAuction();
    const socket = await openSocket(gateway.port);
    socket.say({ type: 'subscribe', topics: [topic] });
    await socket.next('snapshot');
    await publisher.publish(topic, 'no json');
    await publisher.publish(topic, JSON.stringify({ ...message(auctionId, 1), price: 'free' }));
    await publisher.publish(topic, JSON.stringify(message('9', 1)));
    await publish(message(auctionId, 2));
    expect((await socket.next('update')).state.version).toBe(2);
    const metrics = await (await fetch(`http://127.0.0.1:${gateway.metricsPort}/metrics`)).text();
    expect(metrics).toContain('gateway_bad_messages_total 3');
    expect(await status(gateway, '/metrics')).toBe(404);
  });
});

describe('the personal topic', () => {
  test("brings one person's notifications to them alone", async () => {
    const { port } = await gatewayWith();
    const [mine, theirs] = [await openSocket(port), await openSocket(port)];
    mine.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42') });
    theirs.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('43') });
    expect(await mine.next('snapshot')).toEqual({ type: 'snapshot', topic: 'me', state: null });
    await theirs.next('snapshot');
    await publisher.publish(userChannel('42'), JSON.stringify(notice));
    expect(await mine.next('notice')).toEqual({ type: 'notice', topic: 'me', notification: notice });
    await theirs.settled();
    expect(theirs.all('notice')).toEqual([]);
  });

  test('a ticket opens it once, over all copies of the gateway', async () => {
    const [one, other] = [await gatewayWith(), await gatewayWith()];
    const ticket = ticketFor('42');
    const sockets = [await openSocket(one.port), await openSocket(other.port), await openSocket(one.port)];
    for (const socket of sockets) socket.say({ type: 'subscribe', topics: ['me'], ticket });
    await Promise.all(sockets.map((socket) => socket.settled()));
    await vi.waitFor(() => expect(sockets.flatMap((socket) => socket.all('snapshot'))).toHaveLength(1));
    expect(sockets.flatMap((socket) => socket.all('error').map(({ code }) => code))).toEqual([
      'BAD_TICKET',
      'BAD_TICKET',
    ]);
  });

  test.each([
    ['no ticket', undefined],
    ['a ticket that is too old', ticketFor('42', { now: new Date(Date.now() - 31_000) })],
    ['a forged ticket', `${ticketFor('42').split('.')[0]}.AAAA`],
  ])('stays closed with %s', async (_, ticket) => {
    const { port } = await gatewayWith();
    const socket = await openSocket(port);
    socket.say({ type: 'subscribe', topics: ['me'], ticket });
    expect((await socket.next('error')).code).toBe('BAD_TICKET');
    await publisher.publish(userChannel('42'), JSON.stringify(notice));
    await socket.settled();
    expect(socket.all('notice')).toEqual([]);
  });

  /** A browser that listens to the personal topic of a login of person 42. */
  async function listening(port: number, holder: { login?: string; sessionVersion?: number }) {
    const socket = await openSocket(port);
    socket.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42', holder) });
    await socket.next('snapshot');
    return socket;
  }

  /** Announces the end of logins of person 42. The keys stay, so each test names its logins differently. */
  async function end(...ended: LoginEnd[]): Promise<void> {
    expect(await redisReady(2_000)).toBe(true);
    return announceToRedis({
      message: null,
      notices: [],
      ends: ended.map((one) => ({ userId: '42', end: one })),
    });
  }

  test('ends with its login and no other, in all copies, and auctions stay', async () => {
    const [one, other] = [await gatewayWith(), await gatewayWith()];
    const [phone, tablet, desktop] = [
      await listening(one.port, { login: 'phone' }),
      await listening(other.port, { login: 'phone' }),
      await listening(one.port, { login: 'desktop' }),
    ];
    const { auctionId, topic } = newAuction();
    phone.say({ type: 'subscribe', topics: [topic] });
    await phone.next('snapshot');
    await end({ login: 'phone' });
    for (const socket of [phone, tablet]) {
      expect(await socket.next('ended')).toEqual({ type: 'ended', topic: 'me' });
    }
    await publisher.publish(userChannel('42'), JSON.stringify(notice));
    await desktop.next('notice');
    await publish(message(auctionId, 1));
    expect((await phone.next('update')).state.version).toBe(1);
    expect([phone, tablet].flatMap((socket) => socket.all('notice'))).toEqual([]);
  });

  test('ends with all logins of older session versions', async () => {
    const { port } = await gatewayWith();
    const [old, fresh] = [
      await listening(port, { sessionVersion: 3 }),
      await listening(port, { sessionVersion: 4 }),
    ];
    await end({ upToVersion: 3 });
    await old.next('ended');
    await publisher.publish(userChannel('42'), JSON.stringify(notice));
    await fresh.next('notice');
    expect(old.all('notice')).toEqual([]);
  });

  test.each([
    ['login', { login: 'borrowed' }, { login: 'borrowed' }],
    ['session version', { sessionVersion: 5 }, { upToVersion: 5 }],
  ] as const)(
    'stays closed to a ticket that was issued before the end of its %s',
    async (_, holder, ended) => {
      const { port } = await gatewayWith();
      await end(ended);
      const socket = await openSocket(port);
      socket.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42', holder) });
      expect((await socket.next('error')).code).toBe('BAD_TICKET');
      await publisher.publish(userChannel('42'), JSON.stringify(notice));
      await socket.settled();
      expect([...socket.all('notice'), ...socket.all('snapshot')]).toEqual([]);
    },
  );

  test('ends with the loss of Redis, so that no end of a login is missed, and a fresh ticket opens it again', async () => {
    const proxy = await startFaultProxy(store.url);
    const gateway = await gatewayWith({ REDIS_URL: proxy.url });
    const [phone, desktop] = [
      await listening(gateway.port, { login: 'lost phone' }),
      await listening(gateway.port, { login: 'desktop' }),
    ];
    await proxy.down();
    for (const socket of [phone, desktop]) await socket.next('ended');
    await end({ login: 'lost phone' });
    await proxy.up();
    for (const socket of [phone, desktop]) {
      await vi.waitFor(() => expect(socket.all('upstream').at(-1)?.connected).toBe(true));
    }
    phone.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42', { login: 'lost phone' }) });
    expect((await phone.next('error')).code).toBe('BAD_TICKET');
    desktop.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42', { login: 'desktop' }) });
    await desktop.next('snapshot');
    await publisher.publish(userChannel('42'), JSON.stringify(notice));
    await desktop.next('notice');
    expect(phone.all('notice')).toEqual([]);
  });

  /** Ways in which the personal topic of a client without `Origin`, whose login is `login`, comes to its end. */
  const endings: [string, (client: TestSocket, login: string) => Promise<void>][] = [
    [
      'its login has ended',
      async (client, login) => {
        await end({ login });
        await client.next('ended');
        // As after two minutes: until then this key would refuse it.
        await publisher.del(endedLoginKey(login));
      },
    ],
    ['it has unsubscribed', async (client) => client.say({ type: 'unsubscribe', topics: ['me'] })],
  ];

  test.each(endings)('needs a fresh ticket after %s, also without Origin', async (_, leave) => {
    const { port } = await gatewayWith();
    // The ticket of the first frame opens the topic, or it only lets the client in and another one opens the topic.
    for (const first of ['me', newAuction().topic]) {
      const login = `came for ${first}`;
      const client = await openClient(port);
      for (const topic of new Set([first, 'me'])) {
        client.say({ type: 'subscribe', topics: [topic], ticket: ticketFor('42', { login }) });
        await client.next('snapshot');
      }
      await leave(client, login);
      client.say({ type: 'subscribe', topics: ['me'] });
      expect((await client.next('error')).code).toBe('BAD_TICKET');
      await publisher.publish(userChannel('42'), JSON.stringify(notice));
      await client.settled();
      expect(client.all('notice')).toEqual([]);
      client.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42') });
      await client.next('snapshot');
      await client.close();
    }
  });

  test('unsubscribing ends it', async () => {
    const { port } = await gatewayWith();
    const socket = await openSocket(port);
    socket.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42') });
    await socket.next('snapshot');
    socket.say({ type: 'unsubscribe', topics: ['me'] });
    await vi.waitFor(async () =>
      expect(await publisher.pubsub('NUMSUB', userChannel('42'))).toEqual([userChannel('42'), 0]),
    );
  });
});

describe('an auction of which nothing is known', () => {
  test('costs no channel, no share of the address and no count, and its first bid makes the page live', async () => {
    const { port } = await gatewayWith({
      REALTIME_TOPICS_PER_ADDRESS: '1',
      REALTIME_TOPICS: '1',
      REALTIME_VIEWERS_EVERY_MS: '50',
    });
    const auctions = Array.from({ length: 40 }, newAuction);
    const topics = auctions.map(({ topic }) => topic);
    const [{ auctionId = '', topic = '' } = {}] = auctions;
    const sockets = [await openSocket(port), await openSocket(port)];
    for (const socket of sockets) {
      socket.say({ type: 'subscribe', topics });
      await vi.waitFor(() =>
        expect(socket.all('snapshot').map(({ state }) => state)).toEqual(topics.map(() => null)),
      );
    }
    expect(await channelsOf(topics)).toBe(0);

    const { bids, ...state } = message(auctionId, 1);
    await publish({ ...state, bids });
    for (const socket of sockets) {
      expect(await socket.next('update')).toEqual({ type: 'update', topic, state, bids });
      expect((await socket.next('viewers')).count).toBe(2);
    }
    expect(await channelsOf(topics)).toBe(1);
    await publish(message(auctionId, 2));
    expect((await sockets[0]?.next('update'))?.state.version).toBe(2);

    // The second that appears is one too many for this address.
    await publish(message(auctions[1]?.auctionId ?? '', 1));
    await publish(message(auctionId, 3));
    expect((await sockets[0]?.next('update'))?.state.version).toBe(3);
    expect(await channelsOf(topics)).toBe(1);
  });

  test('is left like any other, and the gateway stops listening for it when nobody waits', async () => {
    const { port } = await gatewayWith();
    const { auctionId, topic } = newAuction();
    const patterns = async () => Number(await publisher.call('PUBSUB', 'NUMPAT'));
    const before = await patterns();
    const socket = await openSocket(port);
    socket.say({ type: 'subscribe', topics: [topic] });
    await socket.next('snapshot');
    expect(await patterns()).toBe(before + 1);
    socket.say({ type: 'unsubscribe', topics: [topic] });
    await vi.waitFor(async () => expect(await patterns()).toBe(before));
    await publish(message(auctionId, 1));
    await socket.settled();
    expect(socket.all('update')).toEqual([]);
    socket.say({ type: 'subscribe', topics: [topic] });
    expect((await socket.next('snapshot')).state?.version).toBe(1);
  });

  test('is found if it appeared while Redis was away', async () => {
    const proxy = await startFaultProxy(store.url);
    const { port } = await gatewayWith({ REDIS_URL: proxy.url });
    const { auctionId, topic } = newAuction();
    const socket = await openSocket(port);
    await proxy.down();
    expect((await socket.next('upstream')).connected).toBe(false);
    socket.say({ type: 'subscribe', topics: [topic] });
    expect((await socket.next('snapshot')).state).toBeNull();
    await publish(message(auctionId, 1));
    await proxy.up();
    expect((await socket.next('update')).state.version).toBe(1);
    expect((await socket.next('upstream')).connected).toBe(true);
  });
});

describe('a client without Origin', () => {
  const ticket = () => ticketFor('42');

  test('watches, and hears its own notifications, with a ticket in its first frame', async () => {
    const { port } = await gatewayWith();
    const { auctionId, topic } = newAuction();
    const client = await openClient(port);
    client.say({ type: 'subscribe', topics: [topic, 'me'], ticket: ticket() });
    client.say({ type: 'ping' });
    await client.next('pong');
    await vi.waitFor(() => expect(client.all('snapshot').map((frame) => frame.topic)).toEqual([topic, 'me']));
    await publish(message(auctionId, 1));
    expect((await client.next('update')).state.version).toBe(1);
    await publisher.publish(userChannel('42'), JSON.stringify(notice));
    expect((await client.next('notice')).notification).toEqual(notice);
  });

  test.each<[string, (client: Awaited<ReturnType<typeof openClient>>) => void]>([
    ['no ticket', (client) => client.say({ type: 'subscribe', topics: ['auction:1'] })],
    ['a ticket that is none', (client) => client.say({ type: 'subscribe', topics: ['me'], ticket: 'a.b' })],
    ['a ping', (client) => client.say({ type: 'ping' })],
    ['no JSON', (client) => client.sayRaw('hello')],
  ])('is turned away when its first frame has %s', async (_, say) => {
    const { port } = await gatewayWith();
    const client = await openClient(port);
    say(client);
    client.say({ type: 'subscribe', topics: ['me'], ticket: ticket() });
    expect((await client.next('error')).code).toBe('BAD_TICKET');
    expect((await client.closed).code).toBe(1008);
    expect([client.all('snapshot'), client.all('pong')]).toEqual([[], []]);
  });

  test('is turned away when no frame comes in time, and with a ticket that was used', async () => {
    const { port } = await gatewayWith({ REALTIME_PROOF_WITHIN_MS: '50' });
    const client = await openClient(port);
    expect((await client.closed).code).toBe(1008);
    const other = await gatewayWith();
    const used = ticket();
    const first = await openClient(other.port);
    first.say({ type: 'subscribe', topics: ['me'], ticket: used });
    await first.next('snapshot');
    const second = await openClient(other.port);
    second.say({ type: 'subscribe', topics: ['me'], ticket: used });
    expect((await second.closed).code).toBe(1008);
  });

  test('comes in with a bearer token that the web process knows, and needs no ticket then', async () => {
    const web = createServer((asked, response) => {
      const known = asked.headers.authorization === 'Bearer known';
      response.writeHead(known ? 201 : 401).end(JSON.stringify(known ? { ticket: ticket() } : {}));
    }).listen(0, '127.0.0.1');
    await once(web, 'listening');
    onTestFinished(() => {
      web.closeAllConnections();
      web.close();
    });
    const { port } = await gatewayWith({
      WEB_URL: `http://127.0.0.1:${(web.address() as AddressInfo).port}`,
    });
    const client = await openClient(port, { authorization: 'Bearer known' });
    client.say({ type: 'subscribe', topics: ['me'] });
    expect((await client.next('snapshot')).topic).toBe('me');
    await publisher.publish(userChannel('42'), JSON.stringify(notice));
    expect((await client.next('notice')).notification).toEqual(notice);
    const url = `ws://127.0.0.1:${port}/ws`;
    expect(await refusedWith(url, { authorization: 'Bearer unknown' })).toBe(401);
    expect(await refusedWith(url, { authorization: 'Basic known' })).toBe(401);
  });
});

describe('limits', () => {
  test.each([
    ['text that is no JSON', 'hello'],
    ['an unknown type', '{"type":"bid","amount":1}'],
    ['topics that are no list', '{"type":"subscribe","topics":"auction:1"}'],
    ['an empty list', '{"type":"subscribe","topics":[]}'],
    ['a version that is no number', '{"type":"subscribe","topics":["auction:1"],"since":{"auction:1":"x"}}'],
    ['null', 'null'],
  ])('%s is a bad message, and the socket stays open', async (_, text) => {
    const { port } = await gatewayWith();
    const socket = await openSocket(port);
    socket.sayRaw(text);
    expect((await socket.next('error')).code).toBe('BAD_MESSAGE');
    await socket.settled();
  });

  test('binary messages are refused and end the connection', async () => {
    const { port } = await gatewayWith();
    const socket = await openSocket(port);
    socket.sayRaw(Buffer.from('{"type":"ping"}'));
    expect((await socket.next('error')).code).toBe('BAD_MESSAGE');
    expect((await socket.closed).code).toBe(1003);
  });

  test('a message of more than 4 KiB ends the connection', async () => {
    const { port } = await gatewayWith();
    const socket = await openSocket(port);
    socket.sayRaw(`{"type":"ping","x":"${'x'.repeat(4096)}"}`);
    expect((await socket.closed).code).toBe(1009);
  });

  test.each(['auction:0', 'auction:abc', 'auction:', 'user:42', 'you', '__proto__'])(
    'topic %s is refused as unknown, and others in the same message are accepted',
    async (unknown) => {
      const { port } = await gatewayWith();
      const { topic } = newAuction();
      const socket = await openSocket(port);
      socket.say({ type: 'subscribe', topics: [unknown, topic] });
      expect((await socket.next('error')).code).toBe('UNKNOWN_TOPIC');
      expect((await socket.next('snapshot')).topic).toBe(topic);
    },
  );

  test('fifty topics are allowed, one more is too many, and dropping one makes room', async () => {
    const { port } = await gatewayWith();
    const socket = await openSocket(port);
    const topics = Array.from({ length: 51 }, () => newAuction().topic);
    socket.say({ type: 'subscribe', topics });
    expect((await socket.next('error')).code).toBe('TOO_MANY_TOPICS');
    expect(socket.all('snapshot')).toEqual([]);
    const extra = topics.pop();
    socket.say({ type: 'subscribe', topics });
    await vi.waitFor(() => expect(socket.all('snapshot')).toHaveLength(50));
    socket.say({ type: 'subscribe', topics: [extra] });
    expect((await socket.next('error')).code).toBe('TOO_MANY_TOPICS');
    socket.say({ type: 'unsubscribe', topics: topics.slice(0, 1) });
    socket.say({ type: 'subscribe', topics: [extra] });
    await vi.waitFor(() => expect(socket.all('snapshot')).toHaveLength(51));
  });

  test.each(['REALTIME_TOPICS_PER_ADDRESS', 'REALTIME_TOPICS'])(
    'however many connections ask, at most %s auctions are watched, and one that nobody watches any more makes room',
    async (setting) => {
      const { port } = await gatewayWith({ [setting]: '20' });
      const auctions = Array.from({ length: 24 }, newAuction);
      const topics = auctions.map(({ topic }) => topic);
      for (const { auctionId } of auctions) await publish(message(auctionId, 0));
      const sockets = [];
      for (const at of [0, 10]) {
        const socket = await openSocket(port);
        socket.say({ type: 'subscribe', topics: topics.slice(at, at + 10) });
        await vi.waitFor(() => expect(socket.all('snapshot')).toHaveLength(10));
        sockets.push(socket);
      }
      const late = await openSocket(port);
      late.say({ type: 'subscribe', topics: topics.slice(20) });
      expect((await late.next('error')).code).toBe('TOO_MANY_TOPICS');
      late.say({ type: 'subscribe', topics: topics.slice(0, 2) });
      await vi.waitFor(() => expect(late.all('snapshot')).toHaveLength(2));
      expect(await channelsOf(topics)).toBe(20);

      sockets[1]?.close();
      await vi.waitFor(async () => expect(await channelsOf(topics)).toBe(10));
      sockets[0]?.say({ type: 'unsubscribe', topics: topics.slice(0, 4) });
      late.say({ type: 'subscribe', topics: topics.slice(20) });
      await vi.waitFor(() => expect(late.all('snapshot')).toHaveLength(6));
    },
  );

  test('a connection that sends too much is told, and is ended when it does not stop', async () => {
    const { port } = await gatewayWith({ REALTIME_MESSAGE_BURST: '5', REALTIME_MESSAGES_PER_SECOND: '1' });
    const socket = await openSocket(port);
    for (let said = 0; said < 6; said += 1) socket.say({ type: 'ping' });
    expect((await socket.next('error')).code).toBe('RATE_LIMITED');
    expect(socket.all('pong')).toHaveLength(5);
    for (let said = 0; said < 6; said += 1) socket.say({ type: 'ping' });
    expect((await socket.closed).code).toBe(1008);
  });

  test.each([
    ['pings', Buffer.from([0x89, 0x80, 0, 0, 0, 0])],
    ['messages', frameFor('{"type":"ping"}')],
    ['empty fragments', Buffer.from([0x00, 0x80, 0, 0, 0, 0])],
  ])('a client that ignores the goodbye and goes on sending %s is cut off at once', async (_, frame) => {
    const { port, metrics } = await gatewayWith({ REALTIME_CLOSE_WITHIN_MS: '600000' });
    const stream = await openStream(port);
    stream.resume().on('error', () => undefined);
    // A binary message ends the connection; then frames without end.
    stream.write(Buffer.from([0x82, 0x80, 0, 0, 0, 0]));
    const flood = Buffer.concat(Array<Buffer>(500).fill(frame));
    const pour = () => {
      while (!stream.destroyed && stream.write(flood));
    };
    stream.on('drain', pour);
    pour();
    // `once` would take the reset for a fault.
    await new Promise<void>((resolve) => stream.once('close', () => resolve()));
    await vi.waitFor(async () => expect(await metrics.register.metrics()).toContain('gateway_connections 0'));
  });

  test('a message in fragments without end is no message, and ends the connection', async () => {
    const { port } = await gatewayWith();
    const stream = await openStream(port);
    const begun = Buffer.from([0x01, 0x80, 0, 0, 0, 0]);
    const empty = Buffer.from([0x00, 0x80, 0, 0, 0, 0]);
    stream.resume().on('error', () => undefined);
    stream.write(Buffer.concat([begun, ...Array<Buffer>(40).fill(empty)]));
    await once(stream, 'end');
  });

  test('connections that never finish their request are bounded by address, too', async () => {
    const { port } = await gatewayWith({ REALTIME_CONNECTIONS_PER_ADDRESS: '5' });
    const silent = Array.from({ length: 60 }, () => connect({ port, host: '127.0.0.1' }));
    onTestFinished(() => silent.forEach((socket) => void socket.destroy()));
    for (const socket of silent) socket.on('error', () => undefined);
    await vi.waitFor(() => expect(silent.filter((socket) => socket.readyState === 'closed').length).toBe(5));
  });

  test('whatever it sends after that is not read, and the gateway does not wait for it', async () => {
    const { port, metrics } = await gatewayWith({
      REALTIME_MESSAGE_BURST: '5',
      REALTIME_MESSAGES_PER_SECOND: '1',
      REALTIME_CLOSE_WITHIN_MS: '600000',
    });
    const stream = await openStream(port);
    const ping = frameFor('{"type":"ping"}');
    stream.resume().write(Buffer.concat(Array<Buffer>(12).fill(ping)));
    await once(stream, 'end');
    stream.end(Buffer.from('no frame at all'));
    await once(stream, 'close');
    await vi.waitFor(async () => expect(await metrics.register.metrics()).toContain('gateway_connections 0'));
  });

  test.each([
    ['pings', 0x89],
    ['pongs', 0x8a],
  ])('%s of the protocol itself count like any message', async (_, firstByte) => {
    const { port } = await gatewayWith({ REALTIME_MESSAGE_BURST: '5', REALTIME_MESSAGES_PER_SECOND: '1' });
    const stream = await openStream(port);
    const empty = Buffer.from([firstByte, 0x80, 0, 0, 0, 0]);
    stream.resume().write(Buffer.concat(Array<Buffer>(12).fill(empty)));
    await once(stream, 'end');
    stream.destroy();
  });

  test('a browser that answers pings stays, and one that does not is cut off', async () => {
    const { port } = await gatewayWith({ REALTIME_PING_EVERY_MS: '100', REALTIME_PONG_WITHIN_MS: '2000' });
    const [alive, dead] = [await openSocket(port), await openSocket(port)];
    let isGivenUp = false;
    const givenUp = dead.closed.finally(() => {
      isGivenUp = true;
    });
    while (!isGivenUp) {
      await alive.next('ping');
      alive.say({ type: 'pong' });
    }
    expect((await givenUp).code).toBe(1008);
    await alive.settled();
  });

  test('connections are counted by address', async () => {
    const { port } = await gatewayWith({
      REALTIME_CONNECTIONS_PER_ADDRESS: '2',
      TRUST_PROXY: '1',
    });
    const url = `ws://127.0.0.1:${port}/ws`;
    const headers = { origin: 'http://127.0.0.1:3000', 'x-forwarded-for': '203.0.113.9' };
    const first = await openSocket(port, headers);
    await openSocket(port, headers);
    expect(await refusedWith(url, headers)).toBe(429);
    await openSocket(port, { ...headers, 'x-forwarded-for': '203.0.113.10' });
    await first.close();
    await vi.waitFor(() => openSocket(port, headers));
  });

  test('the gateway takes only so many connections', async () => {
    const { port } = await gatewayWith({ REALTIME_CONNECTIONS: '1' });
    await openSocket(port);
    const headers = { origin: 'http://127.0.0.1:3000' };
    expect(await refusedWith(`ws://127.0.0.1:${port}/ws`, headers)).toBe(503);
  });

  test.each([
    ["a token and somebody else's page", '/ws', { origin: 'http://evil.kr', authorization: 'Bearer a' }, 403],
    ['an opaque origin', '/ws', { origin: 'null' }, 403],
    ["somebody else's page", '/ws', { origin: 'http://evil.kr' }, 403],
    ['another path', '/socket', { origin: 'http://127.0.0.1:3000' }, 404],
  ])('a socket is refused with %s', async (_, path, headers, expected) => {
    const { port } = await gatewayWith();
    expect(await refusedWith(`ws://127.0.0.1:${port}${path}`, headers)).toBe(expected);
  });
});

describe('a slow browser', () => {
  /** Bids that make a message large enough to fill the buffers of the operating system soon. */
  function bigMessage(auctionId: string, version: number): AuctionMessage {
    const bids = Array.from({ length: 2_000 }, (_, index) => bid(auctionId, version * 10_000 + index));
    return message(auctionId, version, bids);
  }

  async function figure(gateway: Gateway, name: string): Promise<number> {
    const metric = (await gateway.metrics.register.getMetricsAsJSON()).find((one) => one.name === name);
    return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;
  }

  test('skips updates and gets the newest state when it reads again', async () => {
    const gateway = await gatewayWith({ REALTIME_CLOSE_ABOVE_BYTES: String(64 * 1024 * 1024) });
    const { auctionId, topic } = newAuction();
    const [slow, quick] = [await openSocket(gateway.port), await openSocket(gateway.port)];
    for (const socket of [slow, quick]) {
      socket.say({ type: 'subscribe', topics: [topic] });
      await socket.next('snapshot');
    }
    slow.pause();
    let version = 0;
    while ((await figure(gateway, 'gateway_skipped_total')) === 0) {
      version += 1;
      await publish(bigMessage(auctionId, version));
      expect((await quick.next('update')).state.version).toBe(version);
    }
    await publish(message(auctionId, version + 1));
    expect((await quick.next('update')).state.version).toBe(version + 1);
    slow.resume();
    expect((await slow.next('snapshot')).state?.version).toBe(version + 1);
    const versions = slow.all('update').map(({ state }) => state.version);
    expect(versions).toEqual(versions.toSorted((left, right) => left - right));
    await publish(message(auctionId, version + 2));
    expect((await slow.next('update')).state.version).toBe(version + 2);
  });

  test('is closed with 1013 when it reads nothing for long', async () => {
    const gateway = await gatewayWith({ REALTIME_STALLED_AFTER_MS: '100' });
    const { auctionId, topic } = newAuction();
    const slow = await openSocket(gateway.port);
    slow.say({ type: 'subscribe', topics: [topic] });
    await slow.next('snapshot');
    slow.pause();
    let version = 0;
    while ((await figure(gateway, 'gateway_closed_total')) === 0) {
      version += 1;
      await publish(bigMessage(auctionId, version));
    }
    slow.resume();
    expect(await slow.closed).toEqual({ code: 1013, reason: 'stalled' });
  });

  test('is closed with 1013 when too much is unsent', async () => {
    const limits = {
      REALTIME_SKIP_ABOVE_BYTES: '2000000',
      REALTIME_CLOSE_ABOVE_BYTES: '1000000',
      // Only the amount of unsent data may close it here, however slow the machine is.
      REALTIME_STALLED_AFTER_MS: '60000',
    };
    const gateway = await gatewayWith(limits);
    const { auctionId, topic } = newAuction();
    const slow = await openSocket(gateway.port);
    slow.say({ type: 'subscribe', topics: [topic] });
    await slow.next('snapshot');
    slow.pause();
    let version = 0;
    while ((await figure(gateway, 'gateway_closed_total')) === 0) {
      version += 1;
      await publish(bigMessage(auctionId, version));
    }
    slow.resume();
    expect(await slow.closed).toEqual({ code: 1013, reason: 'too slow' });
  });
});

describe('its life', () => {
  test('while Redis is away sockets stay open and are told; afterwards they get the updates that they missed', async () => {
    const proxy = await startFaultProxy(store.url);
    const gateway = await gatewayWith({ REDIS_URL: proxy.url });
    const { auctionId, topic } = newAuction();
    const socket = await openSocket(gateway.port);
    socket.say({ type: 'subscribe', topics: [topic] });
    await socket.next('snapshot');

    await proxy.down();
    expect((await socket.next('upstream')).connected).toBe(false);
    expect(await status(gateway, '/readyz')).toBe(503);
    expect(await status(gateway, '/healthz')).toBe(200);
    await publish(message(auctionId, 1));
    const newcomer = await openSocket(gateway.port);
    expect((await newcomer.next('upstream')).connected).toBe(false);
    const other = newAuction();
    newcomer.say({ type: 'subscribe', topics: [other.topic] });
    await newcomer.next('snapshot');
    newcomer.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42') });
    expect((await newcomer.next('error')).code).toBe('BAD_TICKET');

    await proxy.up();
    expect((await socket.next('update')).state.version).toBe(1);
    expect((await socket.next('upstream')).connected).toBe(true);
    await vi.waitFor(async () => expect(await status(gateway, '/readyz')).toBe(200));
    await publish(message(other.auctionId, 1));
    expect((await newcomer.next('update')).state.version).toBe(1);
  });

  test('a Redis that hangs counts as away', async () => {
    const proxy = await startFaultProxy(store.url);
    const gateway = await gatewayWith({ REDIS_URL: proxy.url, REALTIME_REDIS_CHECK_EVERY_MS: '100' });
    const socket = await openSocket(gateway.port);
    proxy.block();
    await vi.waitFor(async () => expect(await status(gateway, '/readyz')).toBe(503), { timeout: 10_000 });
    await vi.waitFor(() => expect(socket.all('upstream')).toHaveLength(1));
    proxy.unblock();
    await vi.waitFor(async () => expect(await status(gateway, '/readyz')).toBe(200), { timeout: 10_000 });
  });

  test('at the end every browser is closed with 1012, and nothing stays open', async () => {
    const config = readConfig({ ...process.env, REDIS_URL: store.url, REALTIME_CLOSE_WITHIN_MS: '200' });
    const gateway = await startGateway({ ...config, port: 0 });
    const sockets = await Promise.all([openSocket(gateway.port), openSocket(gateway.port)]);
    const deaf = await openSocket(gateway.port);
    deaf.pause();
    const half = connect(gateway.port, '127.0.0.1');
    onTestFinished(() => void half.destroy());
    await once(half, 'connect');
    await gateway.close();
    for (const socket of sockets) expect((await socket.closed).code).toBe(1012);
    await expect(fetch(`http://127.0.0.1:${gateway.port}/healthz`)).rejects.toThrow();
  });

  test('a plain request to the socket is told to upgrade, and an unknown path is not found', async () => {
    const gateway = await gatewayWith();
    expect(await status(gateway, '/ws')).toBe(426);
    expect(await status(gateway, '/')).toBe(404);
  });
});
