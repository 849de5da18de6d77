import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { database } from '@/db/client';
import { closeRedis } from '@/lib/realtime/redis';
import { testDatabase } from '@/test/database';
import { makeAuction } from '@/test/market';
import { testRedis } from '@/test/redis';
import { Clock } from './clock';
import { serveHealth } from './health';
import { type Loop, run } from './loop';

testDatabase();
testRedis();

afterEach(closeRedis);

/** The health of a worker with these loops that was started so long ago. */
async function healthOf(loops: readonly Loop[], { secondsAgo = 60 } = {}) {
  const startedAt = Date.now() - secondsAgo * 1000;
  const running = loops.map(run);
  const server = await serveHealth(0, running, { startedAt });
  onTestFinished(async () => {
    await Promise.all(running.map((loop) => loop.stop(0)));
    server.closeAllConnections();
    server.close();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    async ready() {
      const response = await fetch(`${base}/readyz`);
      return { status: response.status, ...((await response.json()) as object) };
    },
    async metrics(): Promise<Record<string, number>> {
      const text = await (await fetch(`${base}/metrics`)).text();
      const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      return Object.fromEntries(
        samples.map((line) => {
          const [name = '', value] = line.split(' ');
          return [name.replace('neighborbid_worker_', ''), Number(value)];
        }),
      );
    },
  };
}

test('auctions that should have closed long ago make the worker not ready, with their number', async () => {
  const health = await healthOf([]);
  expect(await health.ready()).toMatchObject({ status: 200, missing: [], overdueAuctions: 0 });
  await makeAuction({ endsIn: -20 });
  await makeAuction({ startsIn: -100, endsIn: 60, status: 'WAITING' });
  await makeAuction({ endsIn: -40 });
  expect(await health.ready()).toMatchObject({ status: 503, missing: ['auctions'], overdueAuctions: 2 });
  const metrics = await health.metrics();
  expect(metrics.auctions_overdue).toBe(3);
  expect(metrics.auctions_overdue_seconds).toBeGreaterThanOrEqual(100);
});

test('a worker that has just started has time to catch up', async () => {
  await makeAuction({ endsIn: -40 });
  const health = await healthOf([], { secondsAgo: 5 });
  expect(await health.ready()).toMatchObject({ status: 200, missing: [] });
  expect((await health.metrics()).auctions_overdue).toBeGreaterThan(0);
});

test('nothing is overdue once the clock has run', async () => {
  const market = new Clock();
  const health = await healthOf([market]);
  await vi.waitFor(async () => expect(await health.ready()).toMatchObject({ status: 200 }), {
    timeout: 10_000,
  });
  expect(await health.metrics()).toMatchObject({ auctions_overdue: 0, auctions_overdue_seconds: 0 });
  const { rows } = await database().execute(
    sql`SELECT FROM auctions WHERE status = 'ACTIVE' AND end_time < now()`,
  );
  expect(rows).toEqual([]);
});

test('a loop that others depend on is missing once it stalls; any other shows its age and its failures', async () => {
  const hangs = () => new Promise<number>(() => undefined);
  const health = await healthOf([
    { name: 'important', step: hangs, stalledAfterMs: 0 },
    { name: 'other', step: hangs },
    { name: 'broken', step: () => Promise.reject(new Error('broken')) },
  ]);
  await vi.waitFor(async () => {
    expect(await health.ready()).toMatchObject({ status: 503, missing: ['important'] });
    expect((await health.metrics())['loop_failures{loop="broken"}']).toBeGreaterThan(0);
  });
  expect((await health.metrics())['loop_age_seconds{loop="other"}']).toBeGreaterThan(0);
});
