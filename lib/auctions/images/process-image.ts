import sharp from 'sharp';
import { type Refusal, type Result, refuse } from '@/lib/result';
import { FULL_WIDTH, type ImageWidth } from './image-url';
import { pictureFormat } from './picture-format';

export const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
/** More than phones take. A file of a few kilobytes can claim billions of pixels, and each would cost memory. */
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
  /** A tiny picture as a data URL, shown blurred until the real picture has loaded. */
  blur: string;
  /** WebP files by nominal width; a narrower picture is not enlarged. */
  renditions: Record<ImageWidth, Buffer>;
};

/** `hint: 'heic'`: an iPhone's own format, which a browser cannot show either. */
export type ImageRefusal = Refusal<'TOO_LARGE'> | (Refusal<'UNSUPPORTED_MEDIA'> & { hint?: 'heic' });

/**
 * Turns an uploaded file into the pictures that we serve.
 *
 * Every byte that is served is encoded here from pixels, so anything else in the file (position, camera, a script behind
 * the picture) is gone. The picture is first turned upright according to its EXIF; an animation becomes its first frame;
 * transparent parts become white.
 *
 * @returns TOO_LARGE above `MAX_IMAGE_BYTES` or `MAX_IMAGE_PIXELS`, UNSUPPORTED_MEDIA for anything but a complete JPEG,
 *   PNG, WebP, AVIF or GIF
 */
export async function processImage(
  bytes: Buffer,
): Promise<Result<{ image: ProcessedImage }, never> | ImageRefusal> {
  if (bytes.byteLength > MAX_IMAGE_BYTES) return refuse('TOO_LARGE');
  const format = pictureFormat(bytes);
  if (format === 'heic') return { ...refuse('UNSUPPORTED_MEDIA'), hint: 'heic' };
  if (format === null) return refuse('UNSUPPORTED_MEDIA');
  try {
    // Reads the header alone, without the limit, so that too many pixels can be told apart from a broken file.
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > MAX_IMAGE_PIXELS) return refuse('TOO_LARGE');
    return { ok: true, image: await encode(bytes) };
  } catch {
    // The decoder reports a broken file in no other way.
    return refuse('UNSUPPORTED_MEDIA');
  }
}

async function encode(bytes: Buffer): Promise<ProcessedImage> {
  // The file is decoded once; the smaller renditions are made from the largest.
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
