import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cached, REFERENCE_DATA_AGE_MS } from './reference-data';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

test('callers that come together share one load, and later ones its copy', async () => {
  const load = vi.fn(async () => ['서울']);
  const read = cached(load, (rows) => rows.length === 0);
  await Promise.all([read(), read(), read()]);
  expect(await read()).toEqual(['서울']);
  expect(load).toHaveBeenCalledTimes(1);
});

test('a change is noticed once the copy is old', async () => {
  let name = '서울';
  const read = cached(
    async () => [name],
    (rows) => rows.length === 0,
  );
  await read();
  name = '서울특별시';
  vi.advanceTimersByTime(REFERENCE_DATA_AGE_MS - 1);
  expect(await read()).toEqual(['서울']);
  vi.advanceTimersByTime(1);
  expect(await read()).toEqual(['서울특별시']);
});

test('an empty load and a failed one are repeated at the next call', async () => {
  const load = vi
    .fn<() => Promise<string[]>>()
    .mockResolvedValueOnce([])
    .mockRejectedValueOnce(new Error('down'));
  const read = cached(load.mockResolvedValue(['서울']), (rows) => rows.length === 0);
  expect(await read()).toEqual([]);
  await expect(read()).rejects.toThrow('down');
  expect(await read()).toEqual(['서울']);
});
