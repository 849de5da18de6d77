import { setTimeout as delay } from 'node:timers/promises';
import { format } from 'node:util';
import { afterAll, beforeEach, vi } from 'vitest';

/** The limit ends a wait that hangs; a slow machine is no fault. Vitest's own limit is a second. */
const WAIT_WITHIN_MS = 15_000;
const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, {
    timeout: WAIT_WITHIN_MS,
    ...(typeof options === 'number' ? { timeout: options } : options),
  });

// A test that leaves an error on the console fails: the error is either a fault or an expected refusal, and an
// expected refusal is no error.
beforeEach(() => {
  const spy = vi.spyOn(console, 'error');
  return () => {
    const left = spy.mock.calls.map((values) => format(...values));
    spy.mockRestore();
    if (left.length > 0) throw new Error(`console.error was called: ${left.join('\n')}`);
  };
});

// A file that leaves a timer, a socket, a server or a child process behind fails too.
const watched = /^(Timeout|TCP|Pipe|Process|FSEvent)/;
// A timer at this point is the runner's own and runs out.
const before = process.getActiveResourcesInfo().filter((name) => name !== 'Timeout');

afterAll(async () => {
  // A handle that was closed a moment ago is gone after a few turns of the event loop.
  const deadline = Date.now() + WAIT_WITHIN_MS;
  let left = leftBehind();
  while (left.length > 0 && Date.now() < deadline) {
    await delay(10);
    left = leftBehind();
  }
  if (left.length > 0) {
    throw new Error(`left behind: ${left.join(', ')}; vitest --detectAsyncLeaks shows where they were made`);
  }
});

function leftBehind(): string[] {
  const rest = [...before];
  return process.getActiveResourcesInfo().filter((name) => {
    const known = rest.indexOf(name);
    if (known >= 0) rest.splice(known, 1);
    return known < 0 && watched.test(name);
  });
}
