import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let clock: typeof import('./server-clock');

const start = Date.parse('2026-11-20T09:00:00.000Z');
const iso = (epochMs: number) => new Date(epochMs).toISOString();

beforeEach(async () => {
  vi.useFakeTimers({ now: start });
  // The offset belongs to the page; each test is a page of its own.
  vi.resetModules();
  clock = await import('./server-clock');
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('before the first observation the clock of the device counts', () => {
  expect(clock.serverNow()).toBe(start);
});

test('the first message sets the clock, with half of the round trip added', () => {
  clock.observeServerTime(iso(start + 60_000), 200);
  expect(clock.serverNow()).toBe(start + 60_100);
  vi.advanceTimersByTime(1_000);
  expect(clock.serverNow()).toBe(start + 61_100);
});

test('later messages move it a little, so that one late message does not make it jump', () => {
  clock.observeServerTime(iso(start));
  clock.observeServerTime(iso(start - 400));
  expect(clock.serverNow()).toBe(start - 100);
});

test('a slow answer teaches nothing', () => {
  clock.observeServerTime(iso(start));
  clock.observeServerTime(iso(start - 1_500), 2_000);
  expect(clock.serverNow()).toBe(start);
});

test('a device whose clock was set is followed at once', () => {
  clock.observeServerTime(iso(start));
  vi.setSystemTime(start - 3_600_000);
  clock.observeServerTime(iso(start));
  expect(clock.serverNow()).toBe(start);
});

test('text that is no time is ignored', () => {
  clock.observeServerTime('soon');
  expect(clock.serverNow()).toBe(start);
});

test("everything ticks together, at the server's full seconds", () => {
  clock.observeServerTime(iso(start + 400));
  const ticks: number[] = [];
  const ends = [0, 1].map(() => clock.tickEach(1_000, () => ticks.push(clock.serverNow() - start)));
  vi.advanceTimersByTime(1_700);
  expect(ticks).toEqual([1_000, 1_000, 2_000, 2_000]);
  for (const end of ends) end();
  vi.advanceTimersByTime(5_000);
  expect(ticks).toHaveLength(4);
});
