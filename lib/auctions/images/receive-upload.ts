import type { ItemPicture } from '@/lib/item-picture';
import { consume } from '@/lib/rate-limit';
import type { Refusal, Result } from '@/lib/result';
import { readUpload } from './read-upload';
import { storeUpload } from './store-upload';
import { uploadPlaces } from './upload-places';

/**
 * Receives and stores a picture. A place and the person's limit come first: a request without a place, or beyond the
 * limit, is refused before its body is read.
 *
 * @returns BUSY if no place became free in time: nothing has happened, and the same upload may be sent again
 */
export async function receiveUpload(
  userId: string,
  request: Request,
): Promise<
  | Result<{ picture: ItemPicture }, never>
  | Refusal<'FORBIDDEN' | 'BUSY' | 'RATE_LIMITED' | 'TOO_LARGE' | 'TOO_SLOW' | 'UNSUPPORTED_MEDIA'>
> {
  return uploadPlaces().take(userId, async () => {
    const limit = await consume('upload', userId);
    if (!limit.ok) return limit;
    const upload = await readUpload(request);
    return upload.ok ? storeUpload({ userId, bytes: upload.bytes }) : upload;
  });
}
