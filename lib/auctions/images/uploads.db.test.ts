import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database } from '@/db/client';
import { editAuction } from '@/lib/auctions/edit';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { LocalDisk, objectName } from './storage';
import { storeUpload } from './store-upload';
import { sweepUploads } from './sweep';

testDatabase();
testRedis();

let folder: string;
let disk: LocalDisk;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uploads-'));
  disk = new LocalDisk(folder);
});
afterAll(() => rm(folder, { recursive: true }));

async function upload(userId: string) {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
    .png()
    .toBuffer();
  const answer = await storeUpload({ userId, bytes }, disk);
  if (!answer.ok) throw new Error(answer.code);
  return answer.picture;
}

async function isStored(key: string): Promise<boolean> {
  return (await disk.get(objectName(key, 640))) !== null;
}

async function makeOld(key: string): Promise<void> {
  await database().execute(sql`DELETE FROM uploads WHERE key = ${key}`);
  await database().execute(sql`
    INSERT INTO uploads (key, user_id, width, height, blur, created_at)
    SELECT ${key}, min(id), 4, 3, 'data:', now() - interval '25 hours' FROM users`);
}

it('an upload can be shown at once', async () => {
  const picture = await upload(await makeUser());
  expect(picture).toMatchObject({ width: 40, height: 30 });
  expect(await isStored(picture.key)).toBe(true);
});

it('a file that is not a picture leaves neither a row nor a file', async () => {
  const userId = await makeUser();
  expect(await storeUpload({ userId, bytes: Buffer.from('GIF89a?') }, disk)).toMatchObject({
    code: 'UNSUPPORTED_MEDIA',
  });
  const { rows } = await database().execute(sql`SELECT 1 FROM uploads WHERE user_id = ${userId}`);
  expect(rows).toEqual([]);
});

it('the sweep removes uploads that nobody used within a day, and nothing that an item shows', async () => {
  const { id, sellerId } = await makeAuction();
  const [fresh, stale, shown] = [await upload(sellerId), await upload(sellerId), await upload(sellerId)];
  await editAuction({ auctionId: id, sellerId, input: { images: [shown.key] } });
  await makeOld(stale.key);
  await makeOld(shown.key);
  expect(await sweepUploads(disk)).toBe(2);
  expect([await isStored(fresh.key), await isStored(stale.key), await isStored(shown.key)]).toEqual([
    true,
    false,
    true,
  ]);
  expect(await sweepUploads(disk)).toBe(0);
});

it('a picture that cannot be written leaves neither a row nor a file', async () => {
  class FullDisk extends LocalDisk {
    override async put(name: string, bytes: Buffer) {
      if (name === objectName(name.slice(0, 32), 640)) throw new Error('no space left');
      return super.put(name, bytes);
    }
  }
  const userId = await makeUser();
  const full = await mkdtemp(path.join(os.tmpdir(), 'full-disk-'));
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
    .png()
    .toBuffer();
  await expect(storeUpload({ userId, bytes }, new FullDisk(full))).rejects.toThrow('no space left');
  const files = await readdir(full, { recursive: true, withFileTypes: true });
  expect(files.filter((entry) => entry.isFile())).toEqual([]);
  const { rows } = await database().execute(sql`SELECT 1 FROM uploads WHERE user_id = ${userId}`);
  expect(rows).toEqual([]);
  await rm(full, { recursive: true });
});
