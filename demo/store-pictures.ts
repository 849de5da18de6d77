import { createHash } from 'node:crypto';
import { processImage } from '@/lib/auctions/images/process-image';
import { LocalDisk, putImage } from '@/lib/auctions/images/storage';
import type { ItemPicture } from '@/lib/item-picture';
import { type Picture, pictureDrawer } from './draw-picture';

/** More in parallel would only wait: sharp spreads each picture over the processors itself. */
const AT_ONCE = 2;

/** Each different picture of the market once. */
export function distinctPictures(items: readonly { pictures: readonly Picture[] }[]): Picture[] {
  return [...new Map(items.flatMap(({ pictures }) => pictures).map((one) => [nameOf(one), one])).values()];
}

/**
 * Draws pictures and stores them as if they had been uploaded.
 *
 * A key follows from the pixels, so that after a crash the same files are written again and none is left over.
 *
 * @param size  width and height in pixels
 * @returns a function that finds the stored picture
 */
export async function storePictures(
  pictures: readonly Picture[],
  { uploadDir, size, onStored }: { uploadDir: string; size: number; onStored: () => void },
): Promise<(picture: Picture) => ItemPicture> {
  const draw = pictureDrawer(size);
  const storage = new LocalDisk(uploadDir);
  const stored = new Map<string, ItemPicture>();
  const queue = pictures.values();
  const work = async () => {
    for (const picture of queue) {
      const processed = await processImage(await draw(picture));
      if (!processed.ok) throw new Error(`the picture of ${picture.emoji} is refused: ${processed.code}`);
      const { renditions, width, height, blur } = processed.image;
      const key = createHash('sha256').update(renditions[1280]).digest('hex').slice(0, 32);
      await putImage(key, renditions, storage);
      stored.set(nameOf(picture), { key, width, height, blur });
      onStored();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return (picture) => {
    const found = stored.get(nameOf(picture));
    if (!found) throw new Error(`the picture of ${picture.emoji} was not stored`);
    return found;
  };
}

function nameOf(picture: Picture): string {
  return JSON.stringify(picture);
}
