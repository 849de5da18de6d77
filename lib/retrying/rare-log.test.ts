import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { log } from '@/lib/log';
import { RareLog } from './rare-log';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

function linesOf(report: (rareLog: RareLog) => void): Record<string, unknown>[] {
  const spy = vi.spyOn(log, 'error');
  report(new RareLog());
  const lines = spy.mock.calls.map(([facts]) => facts as Record<string, unknown>);
  spy.mockRestore();
  return lines;
}

test('for one thing that keeps failing, lines become rarer and name the number of failures', () => {
  const lines = linesOf((rareLog) => {
    for (let failures = 1; failures <= 100; failures += 1) rareLog.error(failures, { of: 'a' }, 'failed');
  });
  expect(lines.map(({ failures }) => failures)).toEqual([1, 2, 4, 8, 16, 32, 64]);
});

test('for many things at once a few lines are written, and the next line gives the number that was left out', () => {
  const lines = linesOf((rareLog) => {
    for (let thing = 0; thing < 5_000; thing += 1) rareLog.error(1, { thing }, 'failed');
    vi.advanceTimersByTime(10_000);
    rareLog.error(1, { thing: 'last' }, 'failed');
  });
  expect(lines).toHaveLength(11);
  expect(lines.at(-1)).toMatchObject({ thing: 'last', leftOut: 4_990 });
});
