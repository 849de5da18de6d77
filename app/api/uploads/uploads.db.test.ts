import { mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, expect, it, vi } from 'vitest';
import { database } from '@/db/client';
import { issueToken } from '@/lib/accounts/tokens';
import { createAuction } from '@/lib/auctions/create';
import { MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS } from '@/lib/auctions/images/picture-limits';
import { uploadPlaces } from '@/lib/auctions/images/upload-places';
import { testDatabase } from '@/test/database';
import { makeUser, only } from '@/test/market';
import { pngThatClaims } from '@/test/picture';
import { testRedis } from '@/test/redis';
import { GET, POST } from './route';

testDatabase();
testRedis();

const folder = mkdtempSync(path.join(os.tmpdir(), 'upload-route-'));
vi.stubEnv('UPLOAD_DIR', folder);
afterAll(() => rm(folder, { recursive: true }));

type Answer = {
  status: number;
  code?: string;
  message?: string;
  hint?: string;
  picture?: object;
  retryAfterSeconds?: number;
  key?: string;
  width?: number;
};

async function uploadAs(token: string | null, body: BodyInit | null, headers: Record<string, string> = {}) {
  const request = new Request('http://site.test/api/uploads', {
    method: 'POST',
    body,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
  const response = await POST(request, { params: Promise.resolve(undefined) });
  return { status: response.status, ...(await response.json()) } as Answer;
}

async function someone(): Promise<{ id: string; token: string }> {
  const id = await makeUser();
  return { id, token: await issueToken({ id, sessionVersion: 1 }) };
}

function plain(width: number, height: number) {
  const create = { width, height, channels: 3 as const, background: '#0e6b4f' };
  return sharp({ create });
}

function noise(width: number, height: number) {
  const drawn = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#888', noise: drawn } });
}

async function rowsOf(userId: string): Promise<number> {
  const { rows } = await database().execute<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM uploads WHERE user_id = ${userId}`,
  );
  return only(rows).n;
}

/** Bytes as a browser sends them, which may break off. */
function sending(bytes: Buffer, { breaksOff = false } = {}): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(bytes));
      if (breaksOff) controller.error(new Error('aborted'));
      else controller.close();
    },
  });
}

const bytesOf = (bytes: Buffer) => new Uint8Array(bytes);

it('nobody uploads without an account, and the body of such a request is not read', async () => {
  for (const token of [null, 'nonsense']) {
    let pulled = 0;
    const body = new ReadableStream(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(1024));
        },
      },
      { highWaterMark: 0 },
    );
    expect(await uploadAs(token, body)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(pulled).toBe(0);
  }
});

it('a file that is no picture is refused by its content, and leaves neither a row nor a file', async () => {
  const { id, token } = await someone();
  const jpeg = await noise(900, 700).jpeg().toBuffer();
  const bomb = await pngThatClaims(MAX_IMAGE_PIXELS / 4_000 + 1, 4_000);
  const form = new FormData();
  form.set('file', 'a text, no file');
  const cases: [string, BodyInit | null, Partial<Answer>][] = [
    ['nothing', null, { status: 415 }],
    ['an empty file', new Uint8Array(0), { status: 415 }],
    ['words', '<b>안녕하세요</b> 👋', { status: 415 }],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', { status: 415 }],
    ['a document', '%PDF-1.7 …', { status: 415 }],
    ['half a JPEG', bytesOf(jpeg.subarray(0, jpeg.byteLength * 0.4)), { status: 415 }],
    ['a photo of an iPhone', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', { status: 415, hint: 'heic' }],
    ['a form without a file', form, { status: 415 }],
    [
      'a bomb',
      bytesOf(bomb),
      {
        status: 413,
        code: 'TOO_LARGE',
        picture: { width: 16_001, height: 4_000, maxPixels: MAX_IMAGE_PIXELS },
      },
    ],
    ['too much', new Uint8Array(MAX_IMAGE_BYTES + 1), { status: 413, code: 'TOO_LARGE' }],
    ['one that was given up', sending(jpeg, { breaksOff: true }), { status: 415 }],
  ];
  for (const [name, body, expected] of cases) {
    expect(await uploadAs(token, body), name).toMatchObject(expected);
  }
  expect(await rowsOf(id)).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

it('the type and the name that the sender gives are ignored', async () => {
  const { token } = await someone();
  const png = await plain(60, 40).png().toBuffer();
  for (const type of [
    'image/jpg',
    'application/octet-stream',
    'image/gif',
    '',
    'text/html',
    'image/svg+xml',
    'application/x-www-form-urlencoded',
  ]) {
    expect(await uploadAs(token, sending(png), { 'content-type': type })).toMatchObject({
      status: 201,
      width: 60,
    });
  }
  const form = new FormData();
  form.set('file', new File([bytesOf(png)], '../../<img src=x>.svg', { type: 'image/svg+xml' }));
  expect(await uploadAs(token, form)).toMatchObject({
    status: 201,
    key: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

it('two uploads at once are two pictures, which only their owner can add to an item', async () => {
  const [owner, stranger] = [await someone(), await someone()];
  const jpeg = await plain(300, 200).jpeg().toBuffer();
  const answers = await Promise.all([1, 2].map(() => uploadAs(owner.token, sending(jpeg))));
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  const keys = answers.map(({ key }) => key);
  expect(new Set(keys).size).toBe(2);

  const list = (sellerId: string) =>
    createAuction({
      sellerId,
      input: {
        title: '원목 의자',
        description: '',
        startPrice: 1_000,
        endTime: new Date(Date.now() + 3_600_000).toISOString(),
        category: 'desk-chair',
        isNational: false,
        condition: 'NEW',
        shippingPayer: 'SELLER',
        images: keys,
      },
    });
  expect(await list(stranger.id)).toMatchObject({ ok: false, fields: { images: 'imagesGone' } });
  expect(await list(owner.id)).toMatchObject({ ok: true, auction: { images: [{}, {}] } });
});

it('the fault of a picture is told in the language of the caller', async () => {
  const { token } = await someone();
  const wide = await pngThatClaims(16_001, 4_000);
  const said = async (body: BodyInit, language: string) =>
    (await uploadAs(token, body, { 'accept-language': language })).message;
  expect(await said(bytesOf(wide), 'ko')).toContain('16001×4000');
  expect(await said(bytesOf(wide), 'ko')).toContain('6400만 화소');
  expect(await said(bytesOf(wide), 'en')).toContain('64 megapixels');
  expect(await said('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'en')).toContain('JPEG');
});

it('a request without a place, or beyond the limit, is refused before its body is read', async () => {
  const { id, token } = await someone();
  let pulled = 0;
  const unread = () =>
    new ReadableStream(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(1024));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
  // As many uploads as one person may have under way and waiting.
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const held = Array.from({ length: 10 }, () => uploadPlaces().take(id, () => gate));
  const busy = await uploadAs(token, unread());
  expect(busy).toMatchObject({ status: 503, code: 'BUSY', retryAfterSeconds: expect.any(Number) });
  open();
  await Promise.all(held);
  expect(pulled).toBe(0);

  // BUSY was not counted.
  for (let sent = 0; sent < 120; sent += 1) {
    expect((await uploadAs(token, 'no picture')).status).toBe(415);
  }
  expect(await uploadAs(token, unread())).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
  expect(pulled).toBe(0);
});

it('eight pictures of one person at once are stored, one after the other', async () => {
  const { id, token } = await someone();
  const jpeg = await plain(300, 200).jpeg().toBuffer();
  const answers = await Promise.all(Array.from({ length: 8 }, () => uploadAs(token, sending(jpeg))));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
  expect(await rowsOf(id)).toBe(8);
});

it('the endpoint accepts uploads only', async () => {
  const response = await GET(new Request('http://site.test/api/uploads'), {
    params: Promise.resolve(undefined),
  });
  expect(response.status).toBe(405);
});
