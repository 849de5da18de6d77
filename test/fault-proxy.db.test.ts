import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from './database';
import { type FaultProxy, startFaultProxy } from './fault-proxy';
import { testRedis } from './redis';

const database = testDatabase();
const redis = testRedis();

async function insertThrough(proxy: FaultProxy, key: string): Promise<void> {
  const client = new pg.Client({ connectionString: proxy.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO rate_limits (key) VALUES ($1)', [key]);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

async function exists(key: string): Promise<boolean> {
  const owner = database.openPool('owner', 1);
  const { rowCount } = await owner.query('SELECT FROM rate_limits WHERE key = $1', [key]);
  return rowCount === 1;
}

test('a cut after COMMIT leaves the client without an answer and the row in place', async () => {
  const proxy = await startFaultProxy(database.databaseUrl);
  const cut = proxy.cutAfter('COMMIT');
  await expect(insertThrough(proxy, 'after')).rejects.toThrow('Connection terminated');
  await cut;
  expect(await exists('after')).toBe(true);
});

test('a cut before COMMIT leaves nothing', async () => {
  const proxy = await startFaultProxy(database.databaseUrl);
  const cut = proxy.cutBefore('COMMIT');
  await expect(insertThrough(proxy, 'before')).rejects.toThrow('Connection terminated');
  await cut;
  expect(await exists('before')).toBe(false);
  await insertThrough(proxy, 'again');
  expect(await exists('again')).toBe(true);
});

test('a server that is down refuses, and answers again when it is up', async () => {
  const proxy = await startFaultProxy(redis.url);
  await proxy.down();
  const client = new Redis(proxy.url, { lazyConnect: true, retryStrategy: null });
  client.on('error', () => undefined);
  await expect(client.connect()).rejects.toThrow();
  await proxy.up();
  await client.connect();
  expect(await client.ping()).toBe('PONG');
  client.disconnect();
});

test('a blocked server answers late, not never', async () => {
  const proxy = await startFaultProxy(redis.url);
  const client = new Redis(proxy.url);
  await client.ping();
  proxy.block();
  const answer = client.ping();
  const first = await Promise.race([
    answer,
    redis
      .connect()
      .ping()
      .then(() => 'the unblocked connection'),
  ]);
  expect(first).toBe('the unblocked connection');
  proxy.unblock();
  expect(await answer).toBe('PONG');
  client.disconnect();
});
