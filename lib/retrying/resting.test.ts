import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { growingDelayMs } from './growing-delay';
import { Resting } from './resting';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

test('a delay doubles with each failure up to its longest, and is never less than half of it', () => {
  for (const [failures, longest] of [
    [1, 100],
    [2, 200],
    [5, 1_600],
    [12, 5_000],
    [5_000, 5_000],
  ] as const) {
    const delayMs = growingDelayMs(failures, { firstMs: 100, longestMs: 5_000 });
    expect(delayMs).toBeGreaterThanOrEqual(longest / 2);
    expect(delayMs).toBeLessThanOrEqual(longest);
  }
});

test('things that failed together are not retried together', () => {
  const delays = Array.from({ length: 20 }, () => growingDelayMs(3, { firstMs: 100, longestMs: 5_000 }));
  expect(new Set(delays).size).toBeGreaterThan(1);
});

test('a thing that failed rests, may be tried again afterwards, and rests longer the next time', () => {
  const resting = new Resting({ firstMs: 1_000, longestMs: 60_000 });
  expect(resting.failed('a')).toBe(1);
  expect([resting.resting(), resting.rested()]).toEqual([['a'], []]);
  vi.advanceTimersByTime(1_001);
  expect([resting.resting(), resting.rested(), resting.msUntilNext()]).toEqual([[], ['a'], null]);
  expect(resting.failed('a')).toBe(2);
  expect(resting.msUntilNext()).toBeGreaterThanOrEqual(1_000);
  resting.succeeded('a');
  expect([resting.failures('a'), resting.size, resting.msUntilNext()]).toEqual([0, 0, null]);
});

test('a thing that is put off is not counted as failed', () => {
  const resting = new Resting({ firstMs: 1_000, longestMs: 60_000 });
  resting.failed('a');
  vi.advanceTimersByTime(1_001);
  resting.putOff('a');
  expect([resting.failures('a'), resting.isResting('a')]).toEqual([1, true]);
});

test('the thing that has rested longest comes first', () => {
  const resting = new Resting({ firstMs: 1_000, longestMs: 1_000 });
  resting.failed('late');
  resting.failed('early');
  vi.advanceTimersByTime(1_001);
  resting.failed('late');
  vi.advanceTimersByTime(1_001);
  expect(resting.rested()).toEqual(['early', 'late']);
});

test('nothing is remembered for ever', () => {
  const resting = new Resting({ firstMs: 1_000, longestMs: 1_000 });
  resting.failed('a');
  vi.advanceTimersByTime(25 * 60 * 60 * 1000);
  expect([resting.resting(), resting.size]).toEqual([[], 0]);
});
