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

test('the time that came with the page counts before any message, whatever the device says', async () => {
  vi.resetModules();
  vi.stubGlobal('window', { pageTime: { server: start + 120_000, device: start - 50, ageMs: 200 } });
  const { serverNow } = await import('./server-clock');
  vi.unstubAllGlobals();
  expect(serverNow()).toBe(start + 120_250);
});

test.each([
  ['two minutes fast', -120_000, 179_000],
  ['two minutes slow', 120_000, 0],
  ['a little slow', 5_000, 54_000],
])('what awaits a moment waits for it by the server, on a device that is %s', (_, offset, waitsMs) => {
  const happened = vi.fn();
  clock.atServerTime(start + 60_000, happened);
  vi.advanceTimersByTime(1_000);
  // Only now the clock becomes known.
  clock.observeServerTime(iso(start + 1_000 + offset));
  expect(happened).not.toHaveBeenCalled();
  vi.advanceTimersByTime(Math.max(0, waitsMs - 1));
  expect(happened).toHaveBeenCalledTimes(waitsMs === 0 ? 1 : 0);
  vi.advanceTimersByTime(1);
  expect(happened).toHaveBeenCalledTimes(1);
});

test('a wait goes on after the device slept, and is longer than a timer can hold', () => {
  const happened = vi.fn();
  const day = 24 * 60 * 60 * 1000;
  clock.atServerTime(start + 40 * day, happened);
  vi.advanceTimersByTime(1_000);
  expect(happened).not.toHaveBeenCalled();
  // The clock goes on while the device sleeps; the timers do not.
  vi.setSystemTime(start + 40 * day);
  vi.advanceTimersByTime(20_000);
  expect(happened).toHaveBeenCalledTimes(1);
});

test('a wait that was ended does nothing, also when the clock jumps', () => {
  const happened = vi.fn();
  clock.atServerTime(start + 1_000, happened)();
  clock.observeServerTime(iso(start + 60_000));
  vi.advanceTimersByTime(60_000);
  expect(happened).not.toHaveBeenCalled();
});

test('a ticking display shows a jump of the clock at once, forward and back', () => {
  const ticks: number[] = [];
  const end = clock.tickEach(1_000, () => ticks.push(clock.serverNow() - start));
  clock.observeServerTime(iso(start + 120_000));
  clock.observeServerTime(iso(start));
  vi.advanceTimersByTime(1_000);
  expect(ticks).toEqual([120_000, 0, 1_000]);
  end();
});
