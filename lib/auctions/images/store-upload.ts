import { database } from '@/db/client';
import { uploads } from '@/db/schema';
import type { ItemPicture } from '@/lib/item-picture';
import { consume } from '@/lib/rate-limit';
import type { Refusal, Result } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';
import { type ImageRefusal, processImage } from './process-image';
import { type ImageStorage, imageStorage, newImageKey, putImage } from './storage';

/**
 * Stores an uploaded picture: it is encoded from its pixels, and recorded as its owner's upload until an item uses it or
 * the sweep removes it.
 *
 * The row is written before the files, so that the sweep also removes a file whose writing was cut short.
 */
export async function storeUpload(
  { userId, bytes }: { userId: string; bytes: Buffer },
  storage: ImageStorage = imageStorage(),
): Promise<Result<{ picture: ItemPicture }, never> | ImageRefusal | Refusal<'RATE_LIMITED' | 'FORBIDDEN'>> {
  const suspended = await refusalWhileSuspended(userId);
  if (suspended) return suspended;
  const limit = await consume('upload', userId);
  if (!limit.ok) return limit;
  const processed = await processImage(bytes);
  if (!processed.ok) return processed;
  const { renditions, ...facts } = processed.image;
  const picture: ItemPicture = { key: newImageKey(), ...facts };
  await database()
    .insert(uploads)
    .values({ ...picture, userId });
  await putImage(picture.key, renditions, storage);
  return { ok: true, picture };
}
