import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type UploadLimits, UploadPlaces } from './upload-places';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LIMITS: UploadLimits = {
  atOnce: 3,
  atOncePerPerson: 2,
  waitingPerPerson: 2,
  waiting: 4,
  patienceMs: 5_000,
  decodingAtOnce: 1,
};
const BUSY = { ok: false, code: 'BUSY', retryAfterSeconds: expect.any(Number) };

/** Uploads that end when they are told to. */
function uploads(places: UploadPlaces) {
  const begun: string[] = [];
  const end = new Map<string, () => void>();
  const start = (userId: string, name: string) =>
    places.take(userId, () => {
      begun.push(name);
      return new Promise<string>((resolve) => end.set(name, () => resolve(name)));
    });
  return { begun, start, end: (name: string) => end.get(name)?.() };
}

test('uploads take turns: a few at once, fewer of one person, the others in the order of arrival', async () => {
  const { begun, start, end } = uploads(new UploadPlaces(LIMITS));
  const answers = [start('a', 'a1'), start('a', 'a2'), start('a', 'a3'), start('b', 'b1'), start('c', 'c1')];
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  end('a1');
  await vi.advanceTimersByTimeAsync(0);
  // `c` came to the common queue before the third of `a`, who had two places.
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1']);
  for (const name of ['a2', 'b1', 'c1', 'a3']) {
    end(name);
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(await Promise.all(answers)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1']);
});

test('a queue that is full answers at once, and nobody waits longer than the patience', async () => {
  const { begun, start, end } = uploads(new UploadPlaces(LIMITS));
  const held = [start('a', 'a1'), start('a', 'a2'), start('b', 'b1')];
  const waiting = ['c1', 'c2', 'd1', 'd2', 'a3', 'a4'].map((name) => start(name.slice(0, 1), name));
  expect(await start('a', 'one too many of a person')).toEqual(BUSY);
  expect(await start('e', 'one too many of all')).toEqual(BUSY);
  await vi.advanceTimersByTimeAsync(LIMITS.patienceMs);
  expect(await Promise.all(waiting)).toEqual(Array(6).fill(BUSY));
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  for (const name of begun) end(name);
  expect(await Promise.all(held)).toEqual(['a1', 'a2', 'b1']);
});

test('uploads that wait behind uploads of the same person keep nobody else from waiting', async () => {
  const { begun, start, end } = uploads(new UploadPlaces({ ...LIMITS, atOnce: 4 }));
  const answers = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3', 'b4', 'c1'].map((name) =>
    start(name.slice(0, 1), name),
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'b2']);
  end('a1');
  await vi.advanceTimersByTimeAsync(0);
  expect(begun.at(-1)).toBe('c1');
  for (const name of ['c1', 'a2', 'b1', 'b2', 'a3', 'a4', 'b3', 'b4']) {
    end(name);
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(await Promise.all(answers)).not.toContainEqual(BUSY);
});

test('an upload that has begun is never given up, and one that fails leaves its place', async () => {
  const places = new UploadPlaces({ ...LIMITS, atOnce: 1, atOncePerPerson: 1 });
  const { start, end } = uploads(places);
  const long = start('a', 'long');
  await vi.advanceTimersByTimeAsync(10 * LIMITS.patienceMs);
  end('long');
  expect(await long).toBe('long');
  await expect(places.take('a', () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  const next = start('a', 'next');
  await vi.advanceTimersByTimeAsync(0);
  end('next');
  expect(await next).toBe('next');
});

test('pictures are decoded one after the other', async () => {
  const places = new UploadPlaces(LIMITS);
  let under = 0;
  const decode = () =>
    places.decode(async () => {
      under += 1;
      expect(under).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      under -= 1;
    });
  await Promise.all([decode(), decode(), decode()]);
});
