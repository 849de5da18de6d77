import { describe, expect, it } from 'vitest';
import { MAX_IMAGE_BYTES } from './process-image';
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

  it('that is too large is not read to its end', async () => {
    expect(await read(endless())).toBe('TOO_LARGE');
    expect(await read(post('x', { 'Content-Length': String(2 * MAX_IMAGE_BYTES) }))).toBe('TOO_LARGE');
  });
});
