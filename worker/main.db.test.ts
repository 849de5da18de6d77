import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findFreePort } from '@/scripts/embedded/ports';
import { testDatabase } from '@/test/database';
import { startFaultProxy } from '@/test/fault-proxy';
import { makeUser, pastTheTriggers } from '@/test/market';
import { testRedis } from '@/test/redis';

const db = testDatabase();
const store = testRedis();

/** Runs the worker as the runner does, with its services behind proxies, until it is ready. */
async function run({ databaseUrl = db.databaseUrl, degraded = [] as string[] } = {}) {
  const [postgres, redis] = [await startFaultProxy(databaseUrl), await startFaultProxy(store.url)];
  const port = await findFreePort();
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', '--no-warnings'],
    env: {
      ...process.env,
      LOG_LEVEL: 'warn',
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      WORKER_PORT: String(port),
      SHUTDOWN_DRAIN_MS: '0',
      SHUTDOWN_WITHIN_MS: '1000',
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let said = '';
  child.stdout?.on('data', (text) => {
    said += text;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const state = () => fetch(`http://127.0.0.1:${port}/readyz`).then((answer) => answer.json());
  await vi.waitFor(async () => expect(await state()).toMatchObject({ ok: true, missing: [], degraded }), {
    timeout: 50_000,
  });
  return { child, ended, postgres, redis, said: () => said, state };
}

test('ends cleanly at SIGTERM', { timeout: 60_000 }, async () => {
  const { child, ended } = await run();
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('is ready as the owner of the tables, and reports that role as too strong', {
  timeout: 60_000,
}, async () => {
  const { child, ended } = await run({ databaseUrl: db.ownerDatabaseUrl, degraded: ['owner-role'] });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('ends in time while its connections to PostgreSQL and Redis have fallen silent', {
  timeout: 60_000,
}, async () => {
  const { child, ended, postgres, redis, said, state } = await run();
  postgres.block();
  redis.block();
  // By then its loops are in the middle of a step that does not end.
  await vi.waitFor(async () => expect(await state()).toMatchObject({ missing: ['postgres'] }), {
    timeout: 20_000,
  });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(said()).toContain('did not end in order in time');
});

test('does not start a real market on a database of the demo, and says what to do', {
  timeout: 60_000,
}, async () => {
  await pastTheTriggers(
    "INSERT INTO market (kind) VALUES ('DEMO') ON CONFLICT (one) DO UPDATE SET kind = 'DEMO'",
  );
  await makeUser();
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', '--no-warnings'],
    env: { ...process.env, LOG_LEVEL: 'fatal', DATABASE_URL: db.databaseUrl, REDIS_URL: store.url },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let said = '';
  child.stdout?.on('data', (text) => {
    said += text;
  });
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said).toMatch(/holds a demo market.*Name another database/);
});
