import { sql } from 'drizzle-orm';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { startFaultProxy } from '@/test/fault-proxy';
import { asOwner } from '@/test/market';
import { testRedis } from '@/test/redis';
import { closeRedis, redisReady } from './redis';
import { type RelayRound, relayOutbox } from './relay';
import { auctionTopic, userChannel } from './topics';

testDatabase();
const valkey = testRedis();

afterEach(async () => {
  await asOwner('DELETE FROM outbox');
  closeRedis();
  process.env.REDIS_URL = valkey.url;
});

/** A waiting announcement of an auction's state. */
function stateOf(auctionId: string, version: number) {
  const at = new Date().toISOString();
  return {
    message: {
      auctionId,
      version,
      price: 10_000,
      minimumNext: 11_000,
      bidCount: version,
      leader: null,
      status: 'ACTIVE',
      endTime: at,
      winner: null,
      historyVersion: 0,
      serverTime: at,
      bids: [],
    },
    notices: [],
  };
}

/** Rows that wait for the relay, in this order. */
async function owe(payloads: readonly unknown[]): Promise<void> {
  await database().execute(sql`
    INSERT INTO outbox (topic, payload, created_at)
    SELECT 'auction', value, clock_timestamp() - interval '3 seconds'
    FROM jsonb_array_elements(${JSON.stringify(payloads)}::jsonb) WITH ORDINALITY ORDER BY ordinality`);
}

async function waiting(): Promise<{ auction: string; version: number; attempts: number }[]> {
  const { rows } = await database().execute<{ auction: string; version: number; attempts: number }>(sql`
    SELECT payload->'message'->>'auctionId' AS auction, (payload->'message'->>'version')::int AS version, attempts
    FROM outbox ORDER BY id`);
  return rows;
}

async function hear(...channels: string[]): Promise<string[]> {
  const heard: string[] = [];
  const subscriber = valkey.connect();
  await subscriber.subscribe(...channels);
  subscriber.on('message', (_, text) => heard.push(text));
  return heard;
}

async function throughProxy() {
  const proxy = await startFaultProxy(valkey.url);
  process.env.REDIS_URL = proxy.url;
  await redisReady(5_000);
  return proxy;
}

/** Puts a value under the key of this auction that is no state: Redis cannot compare with it until it is deleted. */
async function spoilState(auctionId: string) {
  const other = valkey.connect();
  await other.del(auctionTopic(auctionId));
  await other.lpush(auctionTopic(auctionId), 'no state');
  onTestFinished(async () => {
    await other.del(auctionTopic(auctionId));
  });
  return other;
}

async function relayUntilDone(rounds: number): Promise<RelayRound> {
  let round: RelayRound = 'more waits';
  for (let left = rounds; round !== 'done' && left > 0; left -= 1) round = await relayOutbox();
  return round;
}

test('with a Redis that answers late the outbox still empties, in order', async () => {
  const versions = Array.from({ length: 600 }, (_, index) => index + 1);
  await owe(versions.map((version) => stateOf('1', version)));
  const heard = await hear(auctionTopic('1'));
  const proxy = await throughProxy();
  proxy.delay(90);
  expect(await relayUntilDone(12)).toBe('done');
  expect(await waiting()).toEqual([]);
  await vi.waitFor(() => expect(heard.map((text) => JSON.parse(text).version)).toEqual(versions));
});

test('a row that Redis refuses stays and is put off; those behind it are announced', async () => {
  const other = await spoilState('1');
  await owe([stateOf('1', 1), stateOf('2', 1), stateOf('3', 1)]);
  const heard = await hear(auctionTopic('2'), auctionTopic('3'));
  await redisReady(5_000);
  expect(await relayUntilDone(1)).toBe('done');
  await vi.waitFor(() => expect(heard.map((text) => JSON.parse(text).auctionId)).toEqual(['2', '3']));
  expect(await waiting()).toEqual([{ auction: '1', version: 1, attempts: 1 }]);

  // It rests: the next round does not select it.
  expect(await relayOutbox()).toBe('done');
  expect(await waiting()).toMatchObject([{ attempts: 1 }]);
  await other.del(auctionTopic('1'));
  await database().execute(sql`UPDATE outbox SET next_attempt_at = clock_timestamp()`);
  expect(await relayOutbox()).toBe('done');
  expect(await waiting()).toEqual([]);
});

test('more refused rows than a round takes do not hide those behind them', async () => {
  await spoilState('1');
  const refused = Array.from({ length: 250 }, (_, index) => stateOf('1', index + 1));
  await owe([...refused, stateOf('2', 1)]);
  const heard = await hear(auctionTopic('2'));
  await redisReady(5_000);
  await relayUntilDone(5);
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  expect(await waiting()).toHaveLength(250);
});

test('a row to which Redis did not answer stays, and is not blamed for it', async () => {
  await owe([stateOf('1', 1), stateOf('1', 2)]);
  const proxy = await throughProxy();
  proxy.block();
  expect(await relayOutbox()).toBe('redis is away');
  expect(await waiting()).toEqual([
    { auction: '1', version: 1, attempts: 0 },
    { auction: '1', version: 2, attempts: 0 },
  ]);
});

test('a row that cannot be parsed is dropped, and the others are announced', async () => {
  await owe([{ from: 'another version' }, { message: null, notices: [notice('7')] }]);
  const heard = await hear(userChannel('7'));
  await redisReady(5_000);
  expect(await relayOutbox()).toBe('done');
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  expect(await waiting()).toEqual([]);
});

function notice(userId: string) {
  const createdAt = new Date().toISOString();
  return { userId, notification: { id: '1', kind: 'OUTBID', params: {}, link: '/auctions/1', createdAt } };
}
