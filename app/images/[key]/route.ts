import { sessionOf, viewerBySession } from '@/lib/accounts/session';
import { refusalResponse } from '@/lib/api/refusal-response';
import { keptWidth } from '@/lib/auctions/images/image-url';
import { isPublicPicture, maySeePicture } from '@/lib/auctions/images/may-see';
import { imageStorage, objectName } from '@/lib/auctions/images/storage';
import { imageKeySchema } from '@/lib/auctions/input';
import { busyInstead } from '@/lib/http/busy-instead';
import { refuse } from '@/lib/result';

/**
 * The bytes under a key never change, but an operator may remove the item that shows them: a browser keeps them for a day,
 * and a shared cache for ten minutes, which bounds how long a removed picture can still be had.
 */
const PUBLIC = 'public, max-age=86400, s-maxage=600';

/** A stored picture, `?w=` wide or wider. A picture of a removed item is there for its seller and for operators alone. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ key: string }> },
): Promise<Response> {
  const { key } = await params;
  if (!imageKeySchema.safeParse(key).success) return refusalResponse(refuse('NOT_FOUND'), request);
  const access = await accessTo(key, request).catch(busyInstead);
  if (typeof access === 'object') return refusalResponse(access, request);
  if (access === 'none') return refusalResponse(refuse('NOT_FOUND'), request);
  const width = keptWidth(Number(new URL(request.url).searchParams.get('w') ?? Number.NaN));
  const headers = {
    'Cache-Control': access === 'public' ? PUBLIC : 'private, no-store',
    ETag: `"${key}-${width}"`,
  };
  if (request.headers.get('if-none-match') === headers.ETag)
    return new Response(null, { status: 304, headers });
  const bytes = await imageStorage().get(objectName(key, width));
  if (!bytes) return refusalResponse(refuse('NOT_FOUND'), request);
  return new Response(new Uint8Array(bytes), { headers: { ...headers, 'Content-Type': 'image/webp' } });
}

async function accessTo(key: string, request: Request): Promise<'public' | 'own' | 'none'> {
  if (await isPublicPicture(key)) return 'public';
  const session = await sessionOf(request.headers);
  const viewer = session && (await viewerBySession(session));
  return viewer && (await maySeePicture(key, viewer.id)) ? 'own' : 'none';
}
