import type { Redis } from 'ioredis';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { AuctionMessage } from '@/lib/realtime/protocol';
import { message } from '@/test/auction-news';
import { type FaultProxy, startFaultProxy } from '@/test/fault-proxy';
import { testRedis } from '@/test/redis';
import { openSocket } from '@/test/socket';
import { readConfig } from './config';
import { startGateway } from './gateway';

// Redis loses its data or a subscription; these tests show the consequences for watchers.

const store = testRedis();
let publisher: Redis;
let lastAuction = 100;

beforeAll(() => {
  publisher = store.connect();
});

async function publish(news: AuctionMessage): Promise<void> {
  const topic = `auction:${news.auctionId}`;
  await publisher.multi().set(topic, JSON.stringify(news)).publish(topic, JSON.stringify(news)).exec();
}

/** A browser that watches an auction at version 2, by a gateway behind a proxy. */
async function watching(settings: Record<string, string> = {}) {
  lastAuction += 1;
  const auctionId = String(lastAuction);
  const topic = `auction:${auctionId}`;
  const proxy = await startFaultProxy(store.url);
  const config = readConfig({ ...process.env, REDIS_URL: proxy.url, ...settings });
  const gateway = await startGateway({ ...config, port: 0 });
  onTestFinished(() => gateway.close());
  await vi.waitFor(() => expect(gateway.isReady()).toBe(true));
  await publish(message(auctionId, 2));
  const socket = await openSocket(gateway.port);
  socket.say({ type: 'subscribe', topics: [topic] });
  expect((await socket.next('snapshot')).state?.version).toBe(2);
  return { auctionId, topic, proxy, gateway, socket };
}

async function lossWhile(proxy: FaultProxy, lose: () => Promise<unknown>): Promise<void> {
  await proxy.down();
  await lose();
  await proxy.up();
}

test('watchers are told that a state which Redis lost during an outage is unknown, before they are told that it is back', async () => {
  const { auctionId, topic, proxy, gateway, socket } = await watching();
  await lossWhile(proxy, async () => {
    await publish(message(auctionId, 3));
    await publisher.flushall();
  });
  expect(await socket.next('snapshot')).toEqual({ type: 'snapshot', topic, state: null });
  expect((await socket.next('upstream')).connected).toBe(true);
  // A newcomer does not get the outdated state either.
  const newcomer = await openSocket(gateway.port);
  newcomer.say({ type: 'subscribe', topics: [topic] });
  expect((await newcomer.next('snapshot')).state).toBeNull();

  await publish(message(auctionId, 4));
  for (const one of [socket, newcomer]) expect((await one.next('update')).state.version).toBe(4);
});

test('watchers are told the same when an older replica answers', async () => {
  const { auctionId, topic, proxy, socket } = await watching();
  await lossWhile(proxy, () => publisher.set(topic, JSON.stringify(message(auctionId, 1))));
  expect((await socket.next('snapshot')).state).toBeNull();
  await publish(message(auctionId, 1));
  await publish(message(auctionId, 3));
  expect((await socket.next('update')).state.version).toBe(3);
  expect(socket.all('update').map(({ state }) => state.version)).toEqual([3]);
});

test('watchers are told nothing when Redis still holds the state', async () => {
  const { proxy, socket } = await watching();
  await lossWhile(proxy, async () => undefined);
  expect((await socket.next('upstream')).connected).toBe(false);
  expect((await socket.next('upstream')).connected).toBe(true);
  expect(socket.all('snapshot')).toHaveLength(1);
});

test('a subscription that vanishes without a sign is noticed, and watchers get the updates that were missed', async () => {
  const { auctionId, proxy, socket } = await watching({ REALTIME_REDIS_CHECK_EVERY_MS: '100' });
  proxy.replaceServer();
  await publish(message(auctionId, 3));
  expect((await socket.next('update')).state.version).toBe(3);
});
