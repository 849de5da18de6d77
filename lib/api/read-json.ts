import { invalidInput } from '@/lib/parse-input';
import { type Result, refuse } from '@/lib/result';

/** No endpoint needs more: the largest text is the description of an auction. */
export const BODY_LIMIT_BYTES = 64 * 1024;

/**
 * Reads a request's body as JSON, whatever its declared type.
 *
 * @returns TOO_LARGE as soon as the limit is passed, without reading the rest
 */
export async function readJson(
  request: Request,
): Promise<Result<{ json: unknown }, 'INVALID_INPUT' | 'TOO_LARGE'>> {
  const text = await readText(request);
  if (text === null) return refuse('TOO_LARGE');
  // PostgreSQL cannot store a NUL in text, and nobody needs one.
  if (text.includes('\\u0000')) return invalidInput({ body: 'invalid' });
  try {
    return { ok: true, json: JSON.parse(text) };
  } catch {
    return invalidInput({ body: 'json' });
  }
}

async function readText(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT_BYTES) return null;
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > BODY_LIMIT_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
