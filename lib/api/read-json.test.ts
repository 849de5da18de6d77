import { expect, test } from 'vitest';
import { BODY_LIMIT_BYTES, readJson } from './read-json';

function request(body: BodyInit | undefined, headers: Record<string, string> = {}): Request {
  return new Request('http://site.test', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
}

test('JSON is read with any declared content type', async () => {
  const read = await readJson(request('{"amount": 1}', { 'content-type': 'text/plain' }));
  expect(read).toEqual({ ok: true, json: { amount: 1 } });
});

test.each(['', 'amount=1', '{"amount": 1', '{"a": "\\u0000"}'])('%j is refused', async (body) => {
  expect(await readJson(request(body))).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
});

test('a body may have exactly as many bytes as the limit, and not one more', async () => {
  const fitting = `"${'x'.repeat(BODY_LIMIT_BYTES - 2)}"`;
  expect(await readJson(request(fitting))).toMatchObject({ ok: true });
  expect(await readJson(request(`${fitting} `))).toEqual({ ok: false, code: 'TOO_LARGE' });
});

test('a body without a declared length is read up to the limit and then refused', async () => {
  let sentChunks = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sentChunks += 1;
      controller.enqueue(new Uint8Array(16 * 1024));
    },
  });
  expect(await readJson(request(endless))).toEqual({ ok: false, code: 'TOO_LARGE' });
  expect(sentChunks).toBeLessThan(10);
});

test('a declared length above the limit is refused unread', async () => {
  const read = await readJson(request('{}', { 'content-length': String(BODY_LIMIT_BYTES + 1) }));
  expect(read).toEqual({ ok: false, code: 'TOO_LARGE' });
});
