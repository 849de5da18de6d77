import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { Places } from './places';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

/** A job that ends when it is told to. */
function work() {
  let end = () => {};
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { begin: () => promise, end };
}

test('only as many jobs begin as there are places, and the next one as soon as one ends', async () => {
  const places = new Places({ quick: 2, patient: 0, slowAfterMs: 1_000 });
  const [a, b] = [work(), work()];
  places.start('a', a.begin);
  expect(places.hasRoom()).toBe(true);
  places.start('b', b.begin);
  expect(places.hasRoom()).toBe(false);
  const room = places.room(500);
  a.end();
  expect(await room).toBe(true);
  const none = places.idle();
  b.end();
  await none;
  expect(places.size).toBe(0);
});

test('a slow job gives up its place, as long as there is a patient one', async () => {
  const places = new Places({ quick: 2, patient: 1, slowAfterMs: 1_000 });
  const works = ['a', 'b', 'c'].map((key) => ({ key, ...work() }));
  for (const { key, begin } of works.slice(0, 2)) places.start(key, begin);
  const room = places.room(5_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await room).toBe(true);
  expect([places.free, places.hasRoomForPatient()]).toEqual([1, false]);
  places.start('c', works[2]?.begin ?? (async () => undefined));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(places.hasRoom()).toBe(false);
  const later = places.room(5_000);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await later).toBe(false);
  for (const { end } of works) end();
  await places.idle();
});

test('patient jobs take none of the places of the others', async () => {
  const places = new Places({ quick: 1, patient: 1, slowAfterMs: 1_000 });
  const slow = work();
  places.start('slow', slow.begin, { patient: true });
  expect([places.hasRoom(), places.hasRoomForPatient(), places.quickKeys()]).toEqual([true, false, []]);
  slow.end();
  await places.idle();
});
