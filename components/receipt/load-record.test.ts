import { afterEach, expect, test, vi } from 'vitest';
import { loadRecord } from './load-record';

afterEach(() => vi.unstubAllGlobals());

test.each([
  [404, 'none'],
  [429, 'tooOften'],
  [500, 'failed'],
  [null, 'failed'],
])('the answer %s is told as %s', async (status, reason) => {
  vi.stubGlobal('fetch', async () => {
    if (status === null) throw new TypeError('Failed to fetch');
    return new Response(null, { status });
  });
  expect(await loadRecord('12')).toEqual({ ok: false, reason });
});
