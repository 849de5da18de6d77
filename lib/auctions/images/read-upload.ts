import { type Result, refuse } from '@/lib/result';
import { TooLateError, within } from '@/lib/retrying/within';
import { MAX_IMAGE_BYTES } from './picture-limits';

/** Room for the boundaries and headers of a form around the file. */
const FORM_BYTES = 16 * 1024;

/**
 * How long a body may take. An upload holds a place that others wait for; a slow phone sends the largest picture within
 * `bodyMs`. A body that trickles is ended as soon as it is slower on average than `leastBytesPerSecond` after `graceMs`.
 */
const LIMITS = { bodyMs: 120_000, silenceMs: 10_000, graceMs: 5_000, leastBytesPerSecond: 32_000 };

type BodyFault = 'TOO_LARGE' | 'TOO_SLOW' | 'UNSUPPORTED_MEDIA';

/**
 * The file in a request: its whole body, or the first file of a form.
 *
 * @returns TOO_LARGE and TOO_SLOW as soon as the limit is passed, without reading the rest; UNSUPPORTED_MEDIA for a form
 *   without a file, and for an upload that its sender gave up
 */
export async function readUpload(
  request: Request,
  limits: typeof LIMITS = LIMITS,
): Promise<Result<{ bytes: Buffer }, BodyFault>> {
  const body = await readBody(request, limits);
  if (!body.ok) return body;
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) return body;
  const file = await firstFile(body.bytes, type);
  return file ? { ok: true, bytes: file } : refuse('UNSUPPORTED_MEDIA');
}

async function readBody(
  request: Request,
  { bodyMs, silenceMs, graceMs, leastBytesPerSecond }: typeof LIMITS,
): Promise<Result<{ bytes: Buffer }, BodyFault>> {
  const limitBytes = MAX_IMAGE_BYTES + FORM_BYTES;
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) return refuse('TOO_LARGE');
  const reader = request.body?.getReader();
  const begunMs = performance.now();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    while (reader) {
      const allowedMs = Math.min(bodyMs, graceMs + (sizeBytes / leastBytesPerSecond) * 1_000);
      const leftMs = Math.min(silenceMs, begunMs + allowedMs - performance.now());
      const { done, value } = await within(leftMs, reader.read());
      if (done) break;
      sizeBytes += value.byteLength;
      if (sizeBytes > limitBytes) return refuse('TOO_LARGE');
      chunks.push(value);
    }
  } catch (error) {
    // A body breaks off when its sender leaves, as when a person removes a picture while it is being sent.
    return refuse(error instanceof TooLateError ? 'TOO_SLOW' : 'UNSUPPORTED_MEDIA');
  } finally {
    // A stream that broke off cannot be cancelled any more.
    void reader?.cancel().catch(() => undefined);
  }
  return { ok: true, bytes: Buffer.concat(chunks) };
}

async function firstFile(body: Buffer, type: string): Promise<Buffer | null> {
  const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': type } })
    .formData()
    // A body that does not parse as the form it claims to be contains no file.
    .catch(() => new FormData());
  for (const value of form.values()) {
    if (value instanceof File) return Buffer.from(await value.arrayBuffer());
  }
  return null;
}
