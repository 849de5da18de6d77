import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';

/** Inner and outer colour of each background. */
const BACKGROUNDS = {
  sand: ['#F4EFE3', '#E6DCC8'],
  mint: ['#E7F0EC', '#C9DED5'],
  sky: ['#EAEDF6', '#CFD7EA'],
  rose: ['#F9E9E4', '#EFCFC5'],
  lilac: ['#F3EAF4', '#DFCBE3'],
  olive: ['#EFF1E2', '#D9DFBB'],
} as const;
export type Background = keyof typeof BACKGROUNDS;

/** A picture of an item: a 3D emoji of `@lobehub/fluent-emoji-3d` (MIT) on a soft gradient. */
export type Picture = {
  emoji: string;
  background: Background;
  /** The width of the emoji as a fraction of the frame's. */
  scale: number;
  /** Degrees, clockwise. */
  turn?: number;
  mirrored?: boolean;
  /** A smaller emoji in front, at the lower right. */
  beside?: string;
};

const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };
const SHADOW = { r: 30, g: 30, b: 20 };
const SHADOW_OPACITY = 0.24;
/** Both as fractions of the frame's width. */
const SHADOW_DROP = 0.034;
const SHADOW_BLUR = 0.032;
/** A shadow has no detail: it is blurred at this fraction of its size, in a sixteenth of the time. */
const SHADOW_SCALE = 0.25;

const assets = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@lobehub/fluent-emoji-3d/package.json')),
  'assets',
);

type Pixels = { data: Buffer; width: number; height: number };
type Layer = Pixels & { left: number; top: number };

/**
 * Makes a function that draws pictures of one size.
 *
 * @param size  width and height of the frame in pixels
 * @returns a function that draws; its result is an uncompressed PNG, because it is decoded again at once
 */
export function pictureDrawer(size: number): (picture: Picture) => Promise<Buffer> {
  const gradients = new Map<Background, Promise<Buffer>>();
  const gradient = (background: Background): Promise<Buffer> => {
    const known = gradients.get(background) ?? gradientPixels(background, size);
    gradients.set(background, known);
    return known;
  };
  return async (picture) => {
    const goods = await arrange(picture, size);
    const shadows = await Promise.all(goods.map((layer) => shadowOf(layer, size)));
    return sharp(await gradient(picture.background), { raw: { width: size, height: size, channels: 3 } })
      .composite(await Promise.all([...shadows, ...goods].map((layer) => asOverlay(layer, size))))
      .removeAlpha()
      .png({ compressionLevel: 0 })
      .toBuffer();
  };
}

async function arrange(picture: Picture, size: number): Promise<Layer[]> {
  const { scale, beside } = picture;
  const main = await emojiPixels(picture, size * scale);
  if (beside === undefined) return [centred(main, size * 0.5, size * 0.485)];
  const small = await emojiPixels({ emoji: beside }, size * scale * 0.5);
  return [
    centred(main, size * 0.45, size * 0.46),
    centred(small, size * (0.47 + scale * 0.46), size * (0.46 + scale * 0.36)),
  ];
}

function centred(pixels: Pixels, x: number, y: number): Layer {
  return { ...pixels, left: Math.round(x - pixels.width / 2), top: Math.round(y - pixels.height / 2) };
}

async function emojiPixels(
  { emoji, turn = 0, mirrored = false }: Pick<Picture, 'emoji' | 'turn' | 'mirrored'>,
  width: number,
): Promise<Pixels> {
  const upright = await pixelsOf(
    sharp(await emojiFile(emoji))
      .flop(mirrored)
      .resize({ width: Math.round(width), kernel: 'lanczos3' }),
  );
  if (turn === 0) return upright;
  // In a second pipeline: within one, sharp rotates the small file and enlarges its jagged edges.
  return pixelsOf(raw(upright).rotate(turn, { background: CLEAR }));
}

function emojiFile(emoji: string): Promise<Buffer> {
  const name = [...emoji].map((character) => character.codePointAt(0)?.toString(16)).join('-');
  return readFile(path.join(assets, `${name}.webp`));
}

/** A blurred shadow in the shape of the layer, a little below it. */
async function shadowOf(layer: Layer, size: number): Promise<Layer> {
  const sigma = size * SHADOW_BLUR * SHADOW_SCALE;
  const margin = Math.ceil(sigma * 3);
  const shape = await pixelsOf(
    raw(layer)
      .resize({ width: Math.max(1, Math.round(layer.width * SHADOW_SCALE)) })
      .extend({ top: margin, bottom: margin, left: margin, right: margin, background: CLEAR })
      .extractChannel('alpha'),
  );
  const stain = await pixelsOf(raw(shape, 1).blur(sigma).linear(SHADOW_OPACITY).toColourspace('b-w'));
  const scale = layer.width / (shape.width - 2 * margin);
  const [width, height] = [Math.round(shape.width * scale), Math.round(shape.height * scale)];
  const strength = await pixelsOf(
    raw(stain, 1).resize(width, height, { fit: 'fill', kernel: 'cubic' }).toColourspace('b-w'),
  );
  const { data } = await pixelsOf(
    sharp({ create: { width, height, channels: 3, background: SHADOW } }).joinChannel(strength.data, {
      raw: { width, height, channels: 1 },
    }),
  );
  const edge = margin * scale;
  return {
    data,
    width,
    height,
    left: Math.round(layer.left - edge),
    top: Math.round(layer.top - edge + size * SHADOW_DROP),
  };
}

function raw({ data, width, height }: Pixels, channels: 1 | 4 = 4) {
  return sharp(data, { raw: { width, height, channels } });
}

async function pixelsOf(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The part of a layer inside the frame: sharp refuses a layer that is larger than the picture below. */
async function asOverlay(layer: Layer, size: number) {
  const [left, top] = [Math.max(layer.left, 0), Math.max(layer.top, 0)];
  const width = Math.min(layer.left + layer.width, size) - left;
  const height = Math.min(layer.top + layer.height, size) - top;
  const { data } = await pixelsOf(
    raw(layer).extract({ left: left - layer.left, top: top - layer.top, width, height }),
  );
  return { input: data, raw: { width, height, channels: 4 as const }, left, top };
}

/** As CSS draws `radial-gradient(120% 120% at 20% 10%, …)`, in three channels. */
async function gradientPixels(background: Background, size: number): Promise<Buffer> {
  const [inner, outer] = BACKGROUNDS[background];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
    <radialGradient id="g" cx="20%" cy="10%" r="120%"><stop offset="0" stop-color="${inner}"/>
      <stop offset="1" stop-color="${outer}"/></radialGradient>
    <rect width="100%" height="100%" fill="url(#g)"/></svg>`;
  return (await pixelsOf(sharp(Buffer.from(svg)).removeAlpha())).data;
}
