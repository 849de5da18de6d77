import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { closeDatabase } from '@/db/client';
import { closeRedis } from '@/lib/realtime/redis';
import { testDatabase } from '@/test/database';
import { testRedis } from '@/test/redis';
import { healthOf } from './health';

testDatabase();
testRedis();

/** Nothing listens on port 9, "discard". */
const NOBODY = '127.0.0.1:9';

afterEach(async () => {
  vi.unstubAllEnvs();
  closeRedis();
  await closeDatabase();
});

test('with both services up, the process is healthy', async () => {
  expect(await healthOf()).toEqual({ ok: true, database: 'up', redis: 'up' });
});

test('without Redis the process is healthy, and Redis is reported as down', async () => {
  vi.stubEnv('REDIS_URL', `redis://${NOBODY}`);
  expect(await healthOf()).toEqual({ ok: true, database: 'up', redis: 'down' });
});

test('without the database the process is not healthy', async () => {
  vi.stubEnv('DATABASE_URL', `postgres://nobody@${NOBODY}/none`);
  expect(await healthOf()).toMatchObject({ ok: false, database: 'down' });
});

test('a process that is ending is not ready for more requests, with both services up', {
  timeout: 60_000,
}, async () => {
  const module = (path: string) => JSON.stringify(pathToFileURL(`${import.meta.dirname}/${path}`).href);
  const code = `
    import { endInOrder } from ${module('../end-of-process.ts')};
    import { healthOf } from ${module('health.ts')};
    const say = async () => process.stdout.write(JSON.stringify(await healthOf()) + '\\n');
    endInOrder({ withinMs: 20_000, steps: [{ name: 'health', act: say }] });
    await say();
    process.kill(process.pid, 'SIGTERM');
    setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    env: { ...process.env, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  let said = '';
  for await (const text of child.stdout) said += text;
  const [before, then] = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(before).toMatchObject({ ok: true, database: 'up' });
  expect(then).toMatchObject({ ok: false, database: 'up', ending: true });
});
