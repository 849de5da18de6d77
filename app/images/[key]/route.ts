import { refusalResponse } from '@/lib/api/refusal-response';
import { keptWidth } from '@/lib/auctions/images/image-url';
import { imageStorage, objectName } from '@/lib/auctions/images/storage';
import { imageKeySchema } from '@/lib/auctions/input';
import { refuse } from '@/lib/result';

/** A stored picture, `?w=` wide or wider. The bytes under a key never change; anybody may cache them for a year. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ key: string }> },
): Promise<Response> {
  const { key } = await params;
  if (!imageKeySchema.safeParse(key).success) return refusalResponse(refuse('NOT_FOUND'), request);
  const width = keptWidth(Number(new URL(request.url).searchParams.get('w') ?? Number.NaN));
  const headers = { 'Cache-Control': 'public, max-age=31536000, immutable', ETag: `"${key}-${width}"` };
  if (request.headers.get('if-none-match') === headers.ETag)
    return new Response(null, { status: 304, headers });
  const bytes = await imageStorage().get(objectName(key, width));
  if (!bytes) return refusalResponse(refuse('NOT_FOUND'), request);
  return new Response(new Uint8Array(bytes), { headers: { ...headers, 'Content-Type': 'image/webp' } });
}
