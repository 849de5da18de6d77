import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { shareDatabaseTime } from '@/lib/realtime/market-time';
import { ticketFor } from '@/test/logins';
import { testRedis } from '@/test/redis';
import { openSocket } from '@/test/socket';
import { readConfig } from './config';
import { type Gateway, startGateway } from './gateway';

// The gateway tells the database's time and judges by it, whatever its own clock and that of Redis say.

const store = testRedis();

beforeEach(() => store.connect().flushall());

const HOUR_MS = 3_600_000;
/** The database's clock is ahead of every other one here by this much. */
const AHEAD_MS = 2 * HOUR_MS;
/** The tolerance on a busy machine, far less than the difference between the clocks. */
const CLOSE_MS = 60_000;

function databaseTime(): Date {
  return new Date(Date.now() + AHEAD_MS);
}

async function gatewayWith(settings: Record<string, string> = {}): Promise<Gateway> {
  const config = readConfig({ ...process.env, REDIS_URL: store.url, ...settings });
  const gateway = await startGateway({ ...config, port: 0 });
  onTestFinished(() => gateway.close());
  await vi.waitFor(() => expect(gateway.isReady()).toBe(true));
  return gateway;
}

function expectTime(told: string | undefined, expected: Date): void {
  expect(Math.abs(Date.parse(told ?? '') - expected.getTime())).toBeLessThan(CLOSE_MS);
}

test('greeting, ping and pong tell the time of the database', async () => {
  await shareDatabaseTime(store.connect(), databaseTime());
  const { port } = await gatewayWith({ REALTIME_PING_EVERY_MS: '200' });
  const socket = await openSocket(port);
  expectTime(socket.all('hello')[0]?.serverTime, databaseTime());
  expectTime((await socket.next('ping')).serverTime, databaseTime());
  socket.say({ type: 'ping' });
  expectTime((await socket.next('pong')).serverTime, databaseTime());
});

test('until the time of the database is known, the time of Redis is used; browsers that got it are corrected at once', async () => {
  const { port } = await gatewayWith({ REALTIME_REDIS_CHECK_EVERY_MS: '100' });
  const socket = await openSocket(port);
  expectTime(socket.all('hello')[0]?.serverTime, new Date());
  await shareDatabaseTime(store.connect(), databaseTime());
  expectTime((await socket.next('ping')).serverTime, databaseTime());
});

test('a gateway that knows the time keeps it when Redis loses it', async () => {
  const redis = store.connect();
  await shareDatabaseTime(redis, databaseTime());
  const { port } = await gatewayWith({ REALTIME_REDIS_CHECK_EVERY_MS: '50' });
  await redis.flushall();
  const asked = async () =>
    Number(/cmdstat_time:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1] ?? 0);
  const before = await asked();
  await vi.waitFor(async () => expect(await asked()).toBeGreaterThan(before + 2), { timeout: 5_000 });
  const socket = await openSocket(port);
  expectTime(socket.all('hello')[0]?.serverTime, databaseTime());
});

test("a ticket is valid for thirty seconds of the database's time", async () => {
  await shareDatabaseTime(store.connect(), databaseTime());
  const { port } = await gatewayWith();
  const socket = await openSocket(port);
  const ago = (seconds: number) => new Date(databaseTime().getTime() - seconds * 1_000);
  socket.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42', { now: ago(31) }) });
  expect((await socket.next('error')).code).toBe('BAD_TICKET');
  // Too old by every clock but this one.
  socket.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42', { now: ago(0) }) });
  expect(await socket.next('snapshot')).toEqual({ type: 'snapshot', topic: 'me', state: null });
});

test('a ticket is remembered as used for as long as it is valid', async () => {
  const redis = store.connect();
  const { port } = await gatewayWith();
  const socket = await openSocket(port);
  socket.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42', { now: databaseTime() }) });
  await socket.next('snapshot');
  const [key = ''] = await redis.keys('ticket:*');
  expect(await redis.pttl(key)).toBeGreaterThan(AHEAD_MS);
});

test('a copy of the gateway with a wrong clock counts its viewers with the others', async () => {
  // Their signs of life are compared, so they are stamped by a clock that all copies share.
  await shareDatabaseTime(store.connect(), databaseTime());
  const redis = store.connect();
  await gatewayWith({ REALTIME_VIEWERS_EVERY_MS: '50' });
  await vi.waitFor(async () => {
    const [, score] = await redis.zrange('viewers', '0', '0', 'WITHSCORES');
    expectTime(new Date(Number(score)).toISOString(), databaseTime());
  });
});
