import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { within } from '@/lib/retrying/within';
import { findFreePort } from '@/scripts/embedded/ports';
import { testDatabase } from '@/test/database';
import { startFaultProxy } from '@/test/fault-proxy';
import { testRedis } from '@/test/redis';

const db = testDatabase();
const store = testRedis();

/** Without a bound of their own, the steps of the ending take longer by far when nobody answers. */
const ENDS_WITHIN_MS = 15_000;

/** Runs the worker as the runner does, with its services behind proxies, until it is ready. */
async function run({ databaseUrl = db.databaseUrl, degraded = [] as string[] } = {}) {
  const [postgres, redis] = [await startFaultProxy(databaseUrl), await startFaultProxy(store.url)];
  const port = await findFreePort();
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', '--no-warnings'],
    env: {
      ...process.env,
      LOG_LEVEL: 'silent',
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      WORKER_PORT: String(port),
      SHUTDOWN_DRAIN_MS: '0',
      SHUTDOWN_WITHIN_MS: '1000',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const state = () => fetch(`http://127.0.0.1:${port}/readyz`).then((answer) => answer.json());
  await vi.waitFor(async () => expect(await state()).toMatchObject({ ok: true, missing: [], degraded }), {
    timeout: 50_000,
  });
  return { child, ended, postgres, redis };
}

test('ends cleanly at SIGTERM', { timeout: 60_000 }, async () => {
  const { child, ended } = await run();
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('is ready as the owner of the tables, and says that this is too much', { timeout: 60_000 }, async () => {
  const { child, ended } = await run({ databaseUrl: db.ownerDatabaseUrl, degraded: ['owner-role'] });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('ends in time while its connections to PostgreSQL and Redis have fallen silent', {
  timeout: 60_000,
}, async () => {
  const { child, ended, postgres, redis } = await run();
  postgres.block();
  redis.block();
  child.kill('SIGTERM');
  expect(await within(ENDS_WITHIN_MS, ended)).toBe(0);
});
