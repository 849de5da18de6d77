import sharp from 'sharp';
import { type Refusal, type Result, refuse } from '@/lib/result';
import { FULL_WIDTH, type ImageWidth } from './image-url';
import { pictureFormat } from './picture-format';

export const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
/** Above what phones take. A file of a few kilobytes can claim billions of pixels, each of which would cost memory. */
export const MAX_IMAGE_PIXELS = 64_000_000;
const MAX_SECONDS = 20;
const QUALITY = 80;
/** Pixels across the placeholder: enough for its colours, and a few hundred bytes. */
const BLUR_WIDTH = 12;
const BLUR_QUALITY = 40;

export type ProcessedImage = {
  /** Of the largest rendition, upright. */
  width: number;
  height: number;
  /** A tiny picture as a data URL, to be shown blurred until the real one is there. */
  blur: string;
  /** WebP by nominal width; a picture narrower than that is not enlarged. */
  renditions: Record<ImageWidth, Buffer>;
};

/** `hint: 'heic'`: an iPhone's own format, which a browser cannot show either. */
export type ImageRefusal = Refusal<'TOO_LARGE'> | (Refusal<'UNSUPPORTED_MEDIA'> & { hint?: 'heic' });

/**
 * Turns an uploaded file into what we serve.
 *
 * Every byte served is encoded here from pixels: whatever else the file carried (position, camera, a script behind
 * the picture) is gone. Turned upright by its EXIF first; of an animation the first frame is kept; transparent parts
 * become white.
 *
 * @returns TOO_LARGE above `MAX_IMAGE_BYTES` or `MAX_IMAGE_PIXELS`, UNSUPPORTED_MEDIA for anything that is no whole
 *   JPEG, PNG, WebP, AVIF or GIF
 */
export async function processImage(
  bytes: Buffer,
): Promise<Result<{ image: ProcessedImage }, never> | ImageRefusal> {
  if (bytes.byteLength > MAX_IMAGE_BYTES) return refuse('TOO_LARGE');
  const format = pictureFormat(bytes);
  if (format === 'heic') return { ...refuse('UNSUPPORTED_MEDIA'), hint: 'heic' };
  if (format === null) return refuse('UNSUPPORTED_MEDIA');
  try {
    // The header alone, without the limit, so that too many pixels can be told from a broken file.
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > MAX_IMAGE_PIXELS) return refuse('TOO_LARGE');
    return { ok: true, image: await encode(bytes) };
  } catch {
    // A file that cannot be decoded shows in no other way than this.
    return refuse('UNSUPPORTED_MEDIA');
  }
}

async function encode(bytes: Buffer): Promise<ProcessedImage> {
  // Decoded once and kept small: the other renditions are made from the largest.
  const full = await sharp(bytes, { limitInputPixels: MAX_IMAGE_PIXELS, failOn: 'error' })
    .autoOrient()
    .resize({ width: FULL_WIDTH, height: FULL_WIDTH * 2, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .timeout({ seconds: MAX_SECONDS })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = full.info;
  const resized = (wanted: number, quality: number) =>
    sharp(full.data, { raw: { width, height, channels } })
      .resize({ width: wanted, withoutEnlargement: true })
      .webp({ quality })
      .toBuffer();
  const [small, medium, large, blur] = await Promise.all([
    resized(320, QUALITY),
    resized(640, QUALITY),
    resized(1280, QUALITY),
    resized(BLUR_WIDTH, BLUR_QUALITY),
  ]);
  return {
    width,
    height,
    blur: `data:image/webp;base64,${blur.toString('base64')}`,
    renditions: { 320: small, 640: medium, 1280: large },
  };
}
