import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sendChange } from './send-change';

/** The requests that were sent, and what becomes of each: a status, or nothing. */
const sent: string[] = [];
let answers: (number | null)[] = [];

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('document', { documentElement: { getAttribute: () => '1' } });
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (path === '/api/health') return new Response();
    sent.push(`${init.method} ${path}`);
    const status = answers.shift();
    if (!status) throw new TypeError('Failed to fetch');
    return new Response(null, { status });
  });
});
afterEach(() => vi.unstubAllGlobals());

test.each(['PUT', 'DELETE'] as const)('a %s whose answer was lost is sent again', async (method) => {
  answers = [null, 204];
  expect(await sendChange({ method, path: '/watch' })).toBe(204);
  expect(sent).toEqual([`${method} /watch`, `${method} /watch`]);
});

test('a POST is never sent twice', async () => {
  answers = [null, 204];
  expect(await sendChange({ method: 'POST', path: '/test' })).toBe(0);
  expect(sent).toEqual(['POST /test']);
});

test('without a network nothing is sent later, and an answer is final', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  answers = [null];
  expect(await sendChange({ method: 'PUT', path: '/watch' })).toBe(0);
  vi.stubGlobal('navigator', { onLine: true });
  answers = [503];
  expect(await sendChange({ method: 'PUT', path: '/watch' })).toBe(503);
  expect(sent).toHaveLength(2);
});
