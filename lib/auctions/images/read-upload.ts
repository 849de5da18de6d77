import { type Result, refuse } from '@/lib/result';
import { MAX_IMAGE_BYTES } from './process-image';

/** Room for the boundaries and headers of a form around the file. */
const FORM_BYTES = 16 * 1024;

/**
 * The file in a request: its whole body, or the first file of a form.
 *
 * @returns TOO_LARGE as soon as the limit is passed, without reading the rest; UNSUPPORTED_MEDIA for a form without a
 *   file, and for an upload that its sender gave up
 */
export async function readUpload(
  request: Request,
): Promise<Result<{ bytes: Buffer }, 'TOO_LARGE' | 'UNSUPPORTED_MEDIA'>> {
  const body = await readBody(request, MAX_IMAGE_BYTES + FORM_BYTES);
  if (body === 'too large') return refuse('TOO_LARGE');
  if (body === 'cut off') return refuse('UNSUPPORTED_MEDIA');
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) return { ok: true, bytes: body };
  const file = await firstFile(body, type);
  return file ? { ok: true, bytes: file } : refuse('UNSUPPORTED_MEDIA');
}

async function readBody(request: Request, limitBytes: number): Promise<Buffer | 'too large' | 'cut off'> {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) return 'too large';
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > limitBytes) return 'too large';
      chunks.push(chunk);
    }
  } catch {
    // A body breaks off when its sender leaves, as when a person removes a picture while it is being sent.
    return 'cut off';
  }
  return Buffer.concat(chunks);
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
