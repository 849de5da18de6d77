import { describe, expect, it } from 'vitest';
import { MAX_IMAGE_BYTES } from './picture-limits';
import { readUpload } from './read-upload';

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request('http://localhost/api/uploads', { method: 'POST', body, headers });
}

async function read(request: Request): Promise<string> {
  const answer = await readUpload(request);
  return answer.ok ? answer.bytes.toString() : answer.code;
}

/** A body of unknown length that never ends, as a hostile client would send it. */
function endless(): Request {
  const chunk = new Uint8Array(1024 * 1024);
  const body = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
  return new Request('http://localhost/api/uploads', { method: 'POST', body, duplex: 'half' } as RequestInit);
}

const PATIENT = { bodyMs: 60_000, silenceMs: 60_000, graceMs: 60_000, leastBytesPerSecond: 1 };

describe('an uploaded file', () => {
  it('is the body of a request with any content type', async () => {
    expect(await read(post('picture', { 'Content-Type': 'application/octet-stream' }))).toBe('picture');
    expect(await read(post('picture'))).toBe('picture');
  });

  it('is the first file of a form', async () => {
    const form = new FormData();
    form.set('note', 'not a file');
    form.set('file', new File(['picture'], 'a.jpg'));
    expect(await read(post(form))).toBe('picture');
  });

  it('is refused when a form has no file or cannot be parsed', async () => {
    const form = new FormData();
    form.set('note', 'not a file');
    expect(await read(post(form))).toBe('UNSUPPORTED_MEDIA');
    const broken = post('--x', { 'Content-Type': 'multipart/form-data; boundary=y' });
    expect(await read(broken)).toBe('UNSUPPORTED_MEDIA');
  });

  it.each([
    ['goes silent', { ...PATIENT, silenceMs: 20 }, 1],
    ['takes too long in all', { ...PATIENT, bodyMs: 20 }, Number.POSITIVE_INFINITY],
    [
      'trickles, with never a long silence',
      { ...PATIENT, graceMs: 20, leastBytesPerSecond: 100_000_000 },
      Number.POSITIVE_INFINITY,
    ],
  ])('that %s is ended, and its sender is cut off', async (_, limits, chunks) => {
    let cancelled = false;
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        if (sent <= chunks) controller.enqueue(new Uint8Array(1));
        // Ends this turn of the loop, as the network does.
        return new Promise((resolve) => setImmediate(sent > chunks ? () => undefined : resolve));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const request = new Request('http://localhost/api/uploads', {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);
    expect(await readUpload(request, limits)).toEqual({ ok: false, code: 'TOO_SLOW' });
    await expect.poll(() => cancelled).toBe(true);
  });

  it('that is too large is not read to its end', async () => {
    expect(await read(endless())).toBe('TOO_LARGE');
    expect(await read(post('x', { 'Content-Length': String(2 * MAX_IMAGE_BYTES) }))).toBe('TOO_LARGE');
  });
});
