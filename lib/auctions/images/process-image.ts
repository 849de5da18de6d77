import sharp, { type OutputInfo } from 'sharp';
import { type Refusal, type Result, refuse } from '@/lib/result';
import { TooLateError } from '@/lib/retrying/within';
import { FULL_WIDTH, type ImageWidth } from './image-url';
import { pictureFormat } from './picture-format';
import { MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS } from './picture-limits';

/** For all that is done with one picture: others wait for their decoding meanwhile. */
const MAX_SECONDS = 20;
const QUALITY = 80;
/** Pixels across the placeholder: enough for its colours, and a few hundred bytes. */
const BLUR_WIDTH = 12;
const BLUR_QUALITY = 40;
/** The size to which a picture is shrunk to see whether its lower half is there. */
const PROBE_PIXELS = 64;

export type ProcessedImage = {
  /** Of the largest rendition, upright. */
  width: number;
  height: number;
  /** A tiny picture as a data URL, shown blurred until the real picture has loaded. */
  blur: string;
  /** WebP files by nominal width; a narrower picture is not enlarged. */
  renditions: Record<ImageWidth, Buffer>;
};

export type ImageRefusal = Refusal<'TOO_LARGE' | 'UNSUPPORTED_MEDIA'>;

// One decoding uses one core: pages need the other.
sharp.concurrency(1);

/**
 * Turns an uploaded file into the pictures that we serve.
 *
 * Every byte that is served is encoded here from pixels, so anything else in the file (position, camera, a script behind
 * the picture) is gone. The picture is first turned upright according to its EXIF; an animation becomes its first frame;
 * transparent parts become white.
 *
 * A picture whose last bytes are missing is taken as browsers show it, unless half of it is missing.
 *
 * @param now  milliseconds of a steady clock
 * @returns TOO_LARGE above `MAX_IMAGE_BYTES`, and with the size of the picture above `MAX_IMAGE_PIXELS`; UNSUPPORTED_MEDIA
 *   for anything but a JPEG, PNG, WebP, AVIF or GIF, and for a picture that takes longer than `MAX_SECONDS`
 */
export async function processImage(
  bytes: Buffer,
  now = () => performance.now(),
): Promise<Result<{ image: ProcessedImage }, never> | ImageRefusal> {
  if (bytes.byteLength > MAX_IMAGE_BYTES) return refuse('TOO_LARGE');
  const format = pictureFormat(bytes);
  if (format === 'heic') return { ...refuse('UNSUPPORTED_MEDIA'), hint: 'heic' };
  if (format === null) return refuse('UNSUPPORTED_MEDIA');
  const begunMs = now();
  const timeLeft = () => {
    const seconds = MAX_SECONDS - (now() - begunMs) / 1_000;
    // After a timeout, therefore, nothing is tried again.
    if (seconds <= 0) throw new TooLateError(`not done within ${MAX_SECONDS} s`);
    return { seconds: Math.ceil(seconds) };
  };
  try {
    // Reads the header alone, without the limit, so that too many pixels can be told apart from a broken file.
    const { width, height } = await sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata();
    if (width * height > MAX_IMAGE_PIXELS) {
      return { ...refuse('TOO_LARGE'), picture: { width, height, maxPixels: MAX_IMAGE_PIXELS } };
    }
    const full = await decode(bytes, 'error', timeLeft).catch(() => decodeCutOff(bytes, timeLeft));
    return full ? { ok: true, image: await encode(full, timeLeft) } : refuse('UNSUPPORTED_MEDIA');
  } catch {
    // The decoder reports a broken file in no other way.
    return refuse('UNSUPPORTED_MEDIA');
  }
}

/** The pixels of a picture in its full size. */
type Decoded = { data: Buffer; info: OutputInfo };

/** The time that is left for a picture, in whole seconds; throws when none is left. */
type TimeLeft = () => { seconds: number };

async function decode(bytes: Buffer, failOn: 'error' | 'none', timeLeft: TimeLeft): Promise<Decoded> {
  return sharp(bytes, { limitInputPixels: MAX_IMAGE_PIXELS, failOn })
    .autoOrient()
    .resize({ width: FULL_WIDTH, height: FULL_WIDTH * 2, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .timeout(timeLeft())
    .raw()
    .toBuffer({ resolveWithObject: true });
}

/**
 * Decodes a file that ends too early. The decoder fills the part that is missing with grey (JPEG) or zeros.
 *
 * @returns null when half of the picture is missing
 */
async function decodeCutOff(bytes: Buffer, timeLeft: TimeLeft): Promise<Decoded | null> {
  // Not upright: files hold their pixels from the top.
  const data = await sharp(bytes, { limitInputPixels: MAX_IMAGE_PIXELS, failOn: 'none' })
    .resize({ width: PROBE_PIXELS, height: PROBE_PIXELS, fit: 'fill' })
    .timeout(timeLeft())
    .raw()
    .toBuffer();
  const lower = data.subarray(data.byteLength / 2);
  const isFilled = lower.every((value) => value === 128) || lower.every((value) => value === 0);
  return isFilled ? null : decode(bytes, 'none', timeLeft);
}

/** The renditions are made one after the other, from the full size: a picture takes one thread of the process. */
async function encode(
  { data, info: { width, height, channels } }: Decoded,
  timeLeft: TimeLeft,
): Promise<ProcessedImage> {
  const resized = (wanted: number, quality: number) =>
    sharp(data, { raw: { width, height, channels } })
      .resize({ width: wanted, withoutEnlargement: true })
      .webp({ quality })
      .timeout(timeLeft())
      .toBuffer();
  const renditions = {
    320: await resized(320, QUALITY),
    640: await resized(640, QUALITY),
    1280: await resized(1280, QUALITY),
  };
  const blur = await resized(BLUR_WIDTH, BLUR_QUALITY);
  return { width, height, blur: `data:image/webp;base64,${blur.toString('base64')}`, renditions };
}
