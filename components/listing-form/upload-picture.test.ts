import sharp from 'sharp';
import { expect, test } from 'vitest';
import { answerOf, faultOfFile } from './upload-picture';

const PLAIN = sharp({ create: { width: 4, height: 3, channels: 3, background: '#0e6b4f' } });
const HEIC = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');

async function faultOf(bytes: Buffer, { type = '', name = 'photo' } = {}) {
  return (await faultOfFile(new File([new Uint8Array(bytes)], name, { type })))?.code;
}

test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)(
  'a %s is accepted by its content, whatever its type and name say',
  async (format) => {
    const bytes = await PLAIN.clone().toFormat(format).toBuffer();
    for (const type of ['', 'image/jpg', 'application/octet-stream', 'text/html', 'image/heic']) {
      expect(await faultOf(bytes, { type, name: 'photo.heic' })).toBeUndefined();
    }
  },
);

test('a file that is no picture is refused by its content, whatever its type and name say', async () => {
  const jpeg = { type: 'image/jpeg', name: 'photo.jpg' };
  expect(await faultOf(Buffer.from('hello'), jpeg)).toBe('unsupported');
  expect(await faultOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), jpeg)).toBe('unsupported');
  expect(await faultOf(HEIC, jpeg)).toBe('heic');
  expect(await faultOf(Buffer.from('another kind'), { name: 'IMG_0001.HEIC' })).toBe('heic');
  expect(await faultOf(Buffer.alloc(0), jpeg)).toBe('empty');
  const head = await PLAIN.clone().jpeg().toBuffer();
  expect(await faultOf(Buffer.concat([head, Buffer.alloc(10 * 1024 * 1024)]), jpeg)).toBe('tooLarge');
});

test('a busy server is waited for, and every other answer says what is wrong', () => {
  expect(answerOf(503, { code: 'BUSY', retryAfterSeconds: 3 })).toEqual({ waitSeconds: 3 });
  const picture = { width: 12_000, height: 9_000, maxPixels: 64_000_000 };
  expect(answerOf(413, { code: 'TOO_LARGE', picture })).toEqual({
    ok: false,
    fault: { code: 'tooManyPixels', ...picture },
  });
  for (const [status, body, code] of [
    [413, { code: 'TOO_LARGE' }, 'tooLarge'],
    [415, { code: 'UNSUPPORTED_MEDIA' }, 'unsupported'],
    [415, { code: 'UNSUPPORTED_MEDIA', hint: 'heic' }, 'heic'],
    [408, { code: 'TOO_SLOW' }, 'tooSlow'],
    [429, { code: 'RATE_LIMITED' }, 'tooMany'],
    [401, { code: 'UNAUTHENTICATED' }, 'loggedOut'],
    [503, null, 'broken'],
    [500, {}, 'broken'],
  ] as const) {
    expect(answerOf(status, body)).toEqual({ ok: false, fault: { code } });
  }
});
