import { expect, onTestFinished, test, vi } from 'vitest';
import { log } from '@/lib/log';
import { run } from './loop';

function errorLines() {
  const lines = vi.spyOn(log, 'error');
  onTestFinished(() => lines.mockRestore());
  return lines.mock.calls;
}

test('a step that fails is tried again, and counted until it succeeds', async () => {
  let tries = 0;
  const loop = run({
    name: 'flaky',
    step: async () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
      return 60_000;
    },
  });
  onTestFinished(() => loop.stop());
  await vi.waitFor(() => expect(loop.failures()).toBe(1));
  await vi.waitFor(() => expect([tries, loop.failures()]).toEqual([3, 0]), { timeout: 10_000 });
});

test('a step that always fails does not fill the log', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const lines = errorLines();
  let tries = 0;
  const loop = run({
    name: 'broken',
    step: async () => {
      tries += 1;
      throw new Error('always');
    },
  });
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(tries).toBeGreaterThan(50);
  expect(tries).toBeLessThan(150);
  expect(lines.length).toBeLessThan(10);
  expect(Date.now() - loop.lastSuccess()).toBeGreaterThanOrEqual(10 * 60_000);
  await loop.stop();
});

test('a step that never ends is named in the log, shows in the age of its loop, and does not keep the worker from stopping', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const lines = errorLines();
  const loop = run({ name: 'hanging', step: () => new Promise(() => undefined) });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(lines.map(([facts]) => facts)).toEqual([{ loop: 'hanging', seconds: 60 }]);
  expect(Date.now() - loop.lastSuccess()).toBeGreaterThanOrEqual(120_000);
  const stopped = loop.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  await stopped;
});

test('stopping lets the step under way and the work that it began finish', async () => {
  const ended: string[] = [];
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let end = () => {};
  const step = new Promise<void>((resolve) => {
    end = resolve;
  });
  const loop = run({
    name: 'busy',
    step: async () => {
      begin();
      await step;
      ended.push('step');
      return 0;
    },
    finish: async () => {
      await new Promise(setImmediate);
      ended.push('rest');
    },
  });
  await begun;
  const stopped = loop.stop();
  end();
  await stopped;
  expect(ended).toEqual(['step', 'rest']);
});
