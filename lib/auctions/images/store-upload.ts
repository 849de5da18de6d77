import { database } from '@/db/client';
import { uploads } from '@/db/schema';
import type { ItemPicture } from '@/lib/item-picture';
import { consume } from '@/lib/rate-limit';
import type { Refusal, Result } from '@/lib/result';
import { type ImageRefusal, processImage } from './process-image';
import { type ImageStorage, imageStorage, newImageKey, putImage } from './storage';

/**
 * Takes a picture in: made anew from its pixels, stored, and remembered as somebody's until an item uses it or the
 * sweep takes it.
 *
 * The row comes before the files, so that a file whose writing was cut short is swept as well.
 */
export async function storeUpload(
  { userId, bytes }: { userId: string; bytes: Buffer },
  storage: ImageStorage = imageStorage(),
): Promise<Result<{ picture: ItemPicture }, never> | ImageRefusal | Refusal<'RATE_LIMITED'>> {
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
