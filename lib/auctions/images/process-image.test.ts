import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pngThatClaims } from '@/test/picture';
import { MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS } from './picture-limits';
import { processImage } from './process-image';

const RED = { r: 220, g: 30, b: 30 };

function plain(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: RED } });
}

function noise(width: number, height: number) {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: RED,
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
}

async function accepted(bytes: Buffer) {
  const answer = await processImage(bytes);
  if (!answer.ok) throw new Error(`refused: ${answer.code}`);
  return answer.image;
}

/** The first bytes of an ISO base media file of this brand. Photos of iPhones are such files. */
function ftyp(brand: string, ...compatible: string[]): Buffer {
  const brands = Buffer.from(`${brand}\0\0\0\0${compatible.join('')}`, 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(8 + brands.byteLength);
  return Buffer.concat([size, Buffer.from('ftyp'), brands, Buffer.alloc(64)]);
}

describe('a picture', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)(
    'in %s becomes WebP in three widths',
    async (format) => {
      const image = await accepted(await plain(1600, 800).toFormat(format).toBuffer());
      expect({ width: image.width, height: image.height }).toEqual({ width: 1280, height: 640 });
      for (const width of [320, 640, 1280] as const) {
        expect(await sharp(image.renditions[width]).metadata()).toMatchObject({
          format: 'webp',
          width,
          height: width / 2,
        });
      }
      expect(image.blur).toMatch(/^data:image\/webp;base64,/);
      expect(image.blur.length).toBeLessThan(1_000);
    },
  );

  it('is never enlarged', async () => {
    const image = await accepted(await plain(500, 400).png().toBuffer());
    expect({ width: image.width, height: image.height }).toEqual({ width: 500, height: 400 });
    expect(await sharp(image.renditions[1280]).metadata()).toMatchObject({ width: 500 });
    expect(await sharp(image.renditions[320]).metadata()).toMatchObject({ width: 320, height: 256 });
  });

  it('carries no data about place and camera', async () => {
    const secret = 'Secret Camera 37.4979N';
    const bytes = await plain(400, 300)
      .withExif({
        IFD0: { Copyright: secret, Make: secret },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 29/1 52/1' },
      })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${secret}</x:xmpmeta>`)
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    expect(bytes.includes(secret)).toBe(true);
    const { renditions } = await accepted(bytes);
    for (const rendition of Object.values(renditions)) {
      const { exif, xmp, icc, iptc } = await sharp(rendition).metadata();
      expect({ exif, xmp, icc, iptc }).toEqual({});
      expect(rendition.includes(secret)).toBe(false);
    }
  });

  it('carries no bytes that were appended to its pixels', async () => {
    const script = '<script>alert(1)</script>';
    const { renditions } = await accepted(
      Buffer.concat([await plain(50, 50).gif().toBuffer(), Buffer.from(script)]),
    );
    expect(renditions[1280].includes(script)).toBe(false);
  });

  it('is turned upright according to its EXIF', async () => {
    const lying = await plain(600, 300).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await accepted(lying)).toMatchObject({ width: 300, height: 600 });
  });

  it('keeps its colours with 16 bits, four inks or transparent parts', async () => {
    const deep = await plain(40, 40).toColourspace('rgb16').png().toBuffer();
    const inked = await plain(40, 40).toColourspace('cmyk').jpeg().toBuffer();
    for (const bytes of [deep, inked]) {
      const { renditions } = await accepted(bytes);
      const [red, green] = (await sharp(renditions[320]).stats()).channels;
      expect(red?.mean).toBeGreaterThan(170);
      expect(green?.mean).toBeLessThan(80);
    }
    const clear = { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
    const { renditions } = await accepted(await sharp({ create: clear }).png().toBuffer());
    expect((await sharp(renditions[320]).stats()).channels[0]?.mean).toBeGreaterThan(250);
  });

  it.each(['jpeg', 'progressive jpeg', 'png', 'gif'])(
    'without its last bytes (%s) is shown as browsers show it',
    async (format) => {
      for (const [drawn, most] of [
        [noise(240, 160), 200],
        // The whole of such a file is little more than its head.
        [plain(240, 160), 2],
      ] as const) {
        const file =
          format === 'progressive jpeg'
            ? drawn.jpeg({ progressive: true })
            : drawn.toFormat(format as 'jpeg' | 'png' | 'gif');
        const whole = await file.toBuffer();
        for (const missing of [1, 2, most]) {
          const image = await accepted(whole.subarray(0, whole.byteLength - missing));
          expect(image).toMatchObject({ width: 240, height: 160 });
        }
      }
    },
  );

  it.each([
    [1, 1],
    [20_000, 10],
    [10, 20_000],
  ])('of %i × %i has sides of at least one pixel', async (width, height) => {
    const { renditions, ...image } = await accepted(await plain(width, height).png().toBuffer());
    expect(Math.min(image.width, image.height)).toBeGreaterThan(0);
    expect(Math.max(image.width, image.height)).toBeLessThanOrEqual(2_560);
    for (const rendition of Object.values(renditions)) {
      expect((await sharp(rendition).metadata()).format).toBe('webp');
    }
  });

  it('that is animated becomes its first frame', async () => {
    const frames = await Promise.all([
      plain(30, 30).png().toBuffer(),
      plain(30, 30).negate().png().toBuffer(),
    ]);
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(2);
    const { renditions } = await accepted(moving);
    const { width, height, pages = 1 } = await sharp(renditions[320]).metadata();
    expect({ width, height, pages }).toEqual({ width: 30, height: 30, pages: 1 });
  });
});

describe('a file that is refused', () => {
  it('claims more pixels in a few bytes than any camera has', async () => {
    expect(await processImage(await pngThatClaims(8_001, 8_000))).toEqual({
      ok: false,
      code: 'TOO_LARGE',
      picture: { width: 8_001, height: 8_000, maxPixels: MAX_IMAGE_PIXELS },
    });
  });

  it('is above ten megabytes', async () => {
    expect(await processImage(Buffer.alloc(MAX_IMAGE_BYTES + 1))).toEqual({ ok: false, code: 'TOO_LARGE' });
  });

  it.each([['heic'], ['mif1', 'mif1', 'heic'], ['msf1', 'hevc']])(
    'is an iPhone picture (%s), with a hint',
    async (...brands) => {
      const [major = '', ...compatible] = brands;
      expect(await processImage(ftyp(major, ...compatible))).toEqual({
        ok: false,
        code: 'UNSUPPORTED_MEDIA',
        hint: 'heic',
      });
    },
  );

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    [
      'a drawing that may hold a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['only the beginning of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    [
      'nothing but zeros behind the head of a PNG',
      Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100)]),
    ],
    ['a box without brands', ftyp('mp42')],
  ])('is %s', async (_, bytes) => {
    expect(await processImage(bytes)).toEqual({ ok: false, code: 'UNSUPPORTED_MEDIA' });
  });

  it('takes too long in all, at whichever step: nothing is tried again after that', async () => {
    const whole = await noise(240, 160).jpeg().toBuffer();
    // More than the end marker: without that alone, some pictures decode as whole ones.
    const cutOff = whole.subarray(0, whole.byteLength - 200);
    /** The picture with a clock on which the time is up behind its first readings. */
    const processUntil = async (readings: number) => {
      let read = 0;
      const answer = await processImage(cutOff, () => (++read > readings ? 20_000 : 0));
      return { answer, read };
    };
    const { answer, read: most } = await processUntil(Number.POSITIVE_INFINITY);
    expect(answer.ok).toBe(true);
    // A beginning, three decodings and four encodings.
    expect(most).toBe(8);
    for (let readings = 1; readings < most; readings += 1) {
      const late = await processUntil(readings);
      expect(late.answer).toEqual({ ok: false, code: 'UNSUPPORTED_MEDIA' });
      expect(late.read).toBeLessThanOrEqual(readings + 2);
    }
  });

  it('lacks half of its picture', async () => {
    const whole = await noise(800, 800).jpeg().toBuffer();
    expect(await processImage(whole.subarray(0, whole.byteLength * 0.45))).toEqual({
      ok: false,
      code: 'UNSUPPORTED_MEDIA',
    });
  });
});
