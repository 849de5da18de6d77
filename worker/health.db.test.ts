import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { database } from '@/db/client';
import { closeRedis } from '@/lib/realtime/redis';
import { testDatabase } from '@/test/database';
import { makeAuction } from '@/test/market';
import { testRedis } from '@/test/redis';
import { Clock } from './clock';
import { serveHealth, serveWorkerMetrics } from './health';
import { type Loop, run } from './loop';

const db = testDatabase();
testRedis();

afterEach(closeRedis);

/** The health of a worker that runs these loops and was started this many seconds ago. */
async function healthOf(loops: readonly Loop[], { secondsAgo = 60 } = {}) {
  const startedAt = Date.now() - secondsAgo * 1000;
  const running = loops.map(run);
  const server = await serveHealth(0, running, { startedAt });
  const served = await serveWorkerMetrics(0, running);
  onTestFinished(async () => {
    await Promise.all(running.map((loop) => loop.stop(0)));
    served?.close();
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
      const response = await fetch(`http://127.0.0.1:${served?.port}/metrics`);
      expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4\b/);
      return samplesOf(await response.text());
    },
  };
}

const SAMPLE = /^neighborbid_worker_(\w+)((?:\{\w+="(?:[^"\\\n]|\\["\\n])*"\})?) (\S+)$/;

/**
 * The samples of a text in the Prometheus exposition format, version 0.0.4: each line is a help, a type or a sample, and
 * a sample belongs to a gauge that was declared before.
 */
function samplesOf(text: string): Record<string, number> {
  expect(text.endsWith('\n')).toBe(true);
  const declared = new Map<string, Set<string>>();
  const samples: Record<string, number> = {};
  for (const line of text.split('\n').filter(Boolean)) {
    const [, keyword, metric = '', rest] = /^# (HELP|TYPE) neighborbid_worker_(\w+) (.+)$/.exec(line) ?? [];
    if (keyword) {
      if (keyword === 'TYPE') expect(rest).toBe('gauge');
      declared.set(metric, (declared.get(metric) ?? new Set()).add(keyword));
      continue;
    }
    const [, name = '', labels = '', value] = SAMPLE.exec(line) ?? [];
    expect(declared.get(name), line).toEqual(new Set(['HELP', 'TYPE']));
    expect(Number(value), line).not.toBeNaN();
    samples[`${name}${labels}`] = Number(value);
  }
  return samples;
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
  // The metrics count what is late by a few seconds; the worker is ready before those are closed.
  await vi.waitFor(async () =>
    expect(await health.metrics()).toMatchObject({ auctions_overdue: 0, auctions_overdue_seconds: 0 }),
  );
  expect(await health.ready()).toMatchObject({ status: 200 });
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

test('while the database is away the metrics say nothing of overdue auctions, and later do again', async () => {
  const proxy = await db.throughProxy();
  const health = await healthOf([]);
  expect(await health.metrics()).toHaveProperty('auctions_overdue');
  await proxy.down();
  expect(Object.keys(await health.metrics())).toEqual(['auctions_failing', 'auctions_under_way']);
  await proxy.up();
  await vi.waitFor(async () => {
    const metrics = await health.metrics();
    expect(metrics).toHaveProperty('auctions_overdue');
    expect(metrics).toHaveProperty('auctions_overdue_seconds');
  });
});

test('a loop keeps its name in the metrics, whatever characters it has', async () => {
  const health = await healthOf([{ name: 'a "quoted" \\ name', step: async () => 1_000 }]);
  expect(await health.metrics()).toHaveProperty(['loop_failures{loop="a \\"quoted\\" \\\\ name"}'], 0);
});
