import { eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { uploads } from '@/db/schema';
import type { ItemPicture } from '@/lib/item-picture';
import type { Refusal, Result } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';
import { type ImageRefusal, processImage } from './process-image';
import { type ImageStorage, imageStorage, newImageKey, putImage, removeImage } from './storage';
import { uploadPlaces } from './upload-places';

/**
 * Stores an uploaded picture: it is encoded from its pixels, and recorded as its owner's upload until an item uses it or
 * the sweep removes it.
 *
 * The row is written before the files, so that the sweep also removes the files of a process that died while it wrote.
 * When a file cannot be written, row and files are removed at once.
 */
export async function storeUpload(
  { userId, bytes }: { userId: string; bytes: Buffer },
  storage: ImageStorage = imageStorage(),
): Promise<Result<{ picture: ItemPicture }, never> | ImageRefusal | Refusal<'FORBIDDEN'>> {
  const suspended = await refusalWhileSuspended(userId);
  if (suspended) return suspended;
  const processed = await uploadPlaces().decode(() => processImage(bytes));
  if (!processed.ok) return processed;
  const { renditions, ...facts } = processed.image;
  const picture: ItemPicture = { key: newImageKey(), ...facts };
  await database()
    .insert(uploads)
    .values({ ...picture, userId });
  try {
    await putImage(picture.key, renditions, storage);
  } catch (error) {
    await removeImage(picture.key, storage);
    await database().delete(uploads).where(eq(uploads.key, picture.key));
    throw error;
  }
  return { ok: true, picture };
}
