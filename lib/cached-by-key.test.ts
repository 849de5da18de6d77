import { afterAll, expect, test, vi } from 'vitest';
import { cachedByKey } from './cached-by-key';

// Runs before the import of lru-cache, which binds the clock when it is loaded.
vi.hoisted(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  // The cache treats a value that was stored at time 0 as one without an age.
  vi.advanceTimersByTime(1);
});
afterAll(() => void vi.useRealTimers());

const AGE_MS = 30_000;

function cachedCounts(most = 10) {
  return cachedByKey<{ found: number }>({ most, ageMs: AGE_MS, isWorthCaching: ({ found }) => found > 100 });
}

/** A load that answers when it is told to. */
function heldLoad() {
  let resolve: (counted: { found: number }) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const answer = new Promise<{ found: number }>((...settle) => {
    [resolve, reject] = settle;
  });
  return { start: vi.fn(() => answer), resolve, reject };
}

test('callers that come together share one load, and later ones its value', async () => {
  const read = cachedCounts();
  const count = heldLoad();
  const answers = [read('seoul', count.start), read('seoul', count.start)];
  count.resolve({ found: 500 });
  expect(await Promise.all([...answers, read('seoul', count.start)])).toEqual(Array(3).fill({ found: 500 }));
  expect(count.start).toHaveBeenCalledTimes(1);
  await read('busan', count.start);
  expect(count.start).toHaveBeenCalledTimes(2);
});

test('a value is loaded again once it is old, counted from the end of its load', async () => {
  const read = cachedCounts();
  const first = heldLoad();
  const slow = read('seoul', first.start);
  vi.advanceTimersByTime(20_000);
  first.resolve({ found: 500 });
  await slow;
  vi.advanceTimersByTime(AGE_MS - 1);
  const load = async () => ({ found: 501 });
  expect(await read('seoul', load)).toEqual({ found: 500 });
  vi.advanceTimersByTime(2);
  expect(await read('seoul', load)).toEqual({ found: 501 });
});

test('a value that costs little is shared while it loads and loaded again after', async () => {
  const read = cachedCounts();
  const count = heldLoad();
  const answers = [read('seoul', count.start), read('seoul', count.start)];
  count.resolve({ found: 3 });
  expect(await Promise.all(answers)).toEqual([{ found: 3 }, { found: 3 }]);
  expect(count.start).toHaveBeenCalledTimes(1);
  expect(await read('seoul', async () => ({ found: 4 }))).toEqual({ found: 4 });
});

test('a load that fails fails for those who wait for it, and the next caller loads again', async () => {
  const read = cachedCounts();
  const count = heldLoad();
  const answers = Promise.allSettled([read('seoul', count.start), read('seoul', count.start)]);
  count.reject(new Error('down'));
  expect(await answers).toMatchObject(Array(2).fill({ status: 'rejected', reason: { message: 'down' } }));
  expect(await read('seoul', async () => ({ found: 500 }))).toEqual({ found: 500 });
});

test('beyond the bound the least recently used value goes', async () => {
  const read = cachedCounts(2);
  const load = vi.fn(async () => ({ found: 500 }));
  await read('seoul', load);
  await read('busan', load);
  await read('seoul', load);
  await read('daegu', load);
  expect(load).toHaveBeenCalledTimes(3);
  await read('seoul', load);
  expect(load).toHaveBeenCalledTimes(3);
  await read('busan', load);
  expect(load).toHaveBeenCalledTimes(4);
});

test('a load that loses its place while it is under way still answers the callers that wait for it', async () => {
  const read = cachedCounts(1);
  const count = heldLoad();
  const waiting = read('seoul', count.start);
  await read('busan', async () => ({ found: 500 }));
  count.resolve({ found: 600 });
  expect(await waiting).toEqual({ found: 600 });
});

test('a value that is not kept does not disturb the next load', async () => {
  const read = cachedCounts();
  const [first, second] = [heldLoad(), heldLoad()];
  const again = read('seoul', first.start).then(() => read('seoul', second.start));
  const other = read('seoul', first.start);
  first.resolve({ found: 3 });
  await other;
  const third = read('seoul', second.start);
  second.resolve({ found: 500 });
  expect(await Promise.all([again, third])).toEqual([{ found: 500 }, { found: 500 }]);
  expect(second.start).toHaveBeenCalledTimes(1);
});
