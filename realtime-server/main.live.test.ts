import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { shareDatabaseTime } from '@/lib/realtime/market-time';
import { findFreePort } from '@/scripts/embedded/ports';
import { startFaultProxy } from '@/test/fault-proxy';
import { ticketFor } from '@/test/logins';
import { testRedis } from '@/test/redis';
import { openSocket } from '@/test/socket';

const store = testRedis();

type Run = {
  child: ChildProcess;
  port: number;
  ended: Promise<number | null>;
  ready: Promise<unknown>;
  complaint: () => string;
};

/** Runs the gateway as the runner does, with only the settings that it needs. */
async function run(settings: Record<string, string> = {}, execArgv: string[] = []): Promise<Run> {
  const port = await findFreePort();
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', '--no-warnings', ...execArgv],
    env: {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      REDIS_URL: store.url,
      AUTH_SECRET: process.env.AUTH_SECRET,
      REALTIME_PORT: String(port),
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (text) => {
    complaint += text;
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, port, ended, ready: once(child, 'message'), complaint: () => complaint };
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'ends cleanly at %s, after it has closed the sockets of its browsers',
  async (signal) => {
    const { child, port, ended, ready } = await run();
    await ready;
    const socket = await openSocket(port);
    child.kill(signal);
    expect((await socket.closed).code).toBe(1012);
    expect(await ended).toBe(0);
  },
);

test('ends in time while Redis has fallen silent and a browser does not answer', async () => {
  const proxy = await startFaultProxy(store.url);
  const { child, port, ended, ready } = await run({
    REDIS_URL: proxy.url,
    SHUTDOWN_WITHIN_MS: '1000',
    // No other limit ends it earlier.
    REALTIME_CLOSE_WITHIN_MS: '600000',
  });
  await ready;
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200), {
    timeout: 5_000,
  });
  const socket = await openSocket(port);
  socket.pause();
  proxy.block();
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('ends when the runner is gone', async () => {
  const { child, ended, ready } = await run();
  await ready;
  child.disconnect();
  expect(await ended).toBe(0);
});

test('starts while Redis is away and says that it is not ready', async () => {
  const { port, ready } = await run({ REDIS_URL: `redis://127.0.0.1:${await findFreePort()}` });
  await ready;
  const response = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ ok: false, missing: ['redis'] });
  // Until then it has only its own clock, which may be wrong.
  const socket = await openSocket(port);
  expect(socket.all('hello')[0]).not.toHaveProperty('serverTime');
});

/** Options of node that start the process with a clock that is wrong by this much. */
function clockOff(byMs: number): string[] {
  const code = `const Right = Date;
    globalThis.Date = class extends Right {
      constructor(...given) { given.length ? super(...given) : super(Right.now() + ${byMs}); }
      static now() { return Right.now() + ${byMs}; }
    };`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

test.each([-600_000, 45_000])(
  'when its own clock is wrong by %i ms, nobody is told that time',
  async (byMs) => {
    await shareDatabaseTime(store.connect(), new Date());
    const { port, ready } = await run({}, clockOff(byMs));
    await ready;
    await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200), {
      timeout: 5_000,
    });
    const socket = await openSocket(port);
    const told = Date.parse(socket.all('hello')[0]?.serverTime ?? '');
    expect(Math.abs(told - Date.now())).toBeLessThan(20_000);
    socket.say({ type: 'subscribe', topics: ['me'], ticket: ticketFor('42') });
    expect(await socket.next('snapshot')).toEqual({ type: 'snapshot', topic: 'me', state: null });
  },
);

test('a wrong setting stops it with one sentence that names it', async () => {
  const { ended, complaint } = await run({ REALTIME_UPDATE_WINDOW_MS: '-1' });
  expect(await ended).toBe(1);
  expect(complaint()).toMatch(/^The gateway does not start: REALTIME_UPDATE_WINDOW_MS: [^\n]+\n$/);
});

test('a port in use stops it with one sentence that names it', async () => {
  const holder = createServer().listen(0);
  await once(holder, 'listening');
  onTestFinished(() => void holder.close());
  const { port } = holder.address() as { port: number };
  const { ended, complaint } = await run({ REALTIME_PORT: String(port) });
  expect(await ended).toBe(1);
  expect(complaint()).toBe(`The gateway does not start: REALTIME_PORT: port ${port} is in use\n`);
});
