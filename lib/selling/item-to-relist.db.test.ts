import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databasePool } from '@/db/client';
import { createAuction } from '@/lib/auctions/create';
import { editAuction } from '@/lib/auctions/edit';
import { LocalDisk, objectName } from '@/lib/auctions/images/storage';
import { storeUpload } from '@/lib/auctions/images/store-upload';
import { sweepUploads } from '@/lib/auctions/images/sweep';
import { closeEarly } from '@/lib/bidding/close-auction';
import { toWire } from '@/lib/money';
import { testDatabase } from '@/test/database';
import { makeUser } from '@/test/market';
import { itemToRelist } from './item-to-relist';

testDatabase();

let folder: string;
let disk: LocalDisk;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'relist-'));
  disk = new LocalDisk(folder);
});
afterAll(() => rm(folder, { recursive: true }));

async function upload(userId: string, background: string): Promise<string> {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer();
  const answer = await storeUpload({ userId, bytes }, disk);
  if (!answer.ok) throw new Error(answer.code);
  return answer.picture.key;
}

function inAnHour(): string {
  return new Date(Date.now() + 3_600_000).toISOString();
}

async function unsoldItem(): Promise<{ sellerId: string; auctionId: string; images: string[] }> {
  const sellerId = await makeUser();
  const images = [await upload(sellerId, '#888'), await upload(sellerId, '#ccc')];
  const created = await createAuction({
    sellerId,
    input: {
      title: '원목 의자',
      description: '튼튼해요',
      startPrice: 20_000,
      instantPrice: 90_000,
      bidUnit: 2_000,
      endTime: inAnHour(),
      category: 'desk-chair',
      isNational: false,
      condition: 'USED_A',
      shippingPayer: 'BUYER',
      images,
    },
  });
  if (!created.ok) throw new Error(JSON.stringify(created));
  await closeEarly({ auctionId: created.auction.id, userId: sellerId });
  return { sellerId, auctionId: created.auction.id, images };
}

async function own(item: { auctionId: string; sellerId: string }) {
  const found = await itemToRelist(item);
  if (!found) throw new Error('the seller does not get their own item');
  return found;
}

it('an item is relisted with its whole description and its pictures', async () => {
  const { sellerId, auctionId, images } = await unsoldItem();
  const old = await own({ auctionId, sellerId });
  const again = await createAuction({
    sellerId,
    input: {
      title: old.title,
      description: old.description,
      startPrice: toWire(old.startPrice),
      instantPrice: old.instantPrice && toWire(old.instantPrice),
      bidUnit: toWire(old.bidUnit),
      endTime: inAnHour(),
      regionCode: old.regionCode,
      category: old.category.slug,
      isNational: old.isNational,
      condition: old.condition,
      shippingPayer: old.shippingPayer,
      images: old.images.map((image) => image.key),
    },
  });
  if (!again.ok) throw new Error(JSON.stringify(again));
  expect(again.auction).toMatchObject({
    status: 'ACTIVE',
    bidCount: 0,
    title: old.title,
    images: old.images,
  });

  // The new auction drops a picture that the old one still shows: its file stays for ever.
  await editAuction({ auctionId: again.auction.id, sellerId, input: { images: images.slice(1) } });
  const { rows } = await databasePool().query('DELETE FROM uploads RETURNING key');
  expect(rows).toEqual([{ key: images[0] }]);
  await databasePool().query(
    `INSERT INTO uploads (key, user_id, width, height, blur, created_at)
    VALUES ($1, $2, 40, 30, 'data:', now() - interval '25 hours')`,
    [images[0], sellerId],
  );
  expect(await sweepUploads(disk)).toBe(1);
  expect((await own({ auctionId, sellerId })).images.map((image) => image.key)).toEqual(images);
  for (const key of images) expect(await disk.get(objectName(key, 640))).not.toBeNull();
});

it('nobody else can relist an item', async () => {
  const { auctionId } = await unsoldItem();
  const stranger = await makeUser();
  for (const id of [auctionId, '999999', '1; DROP TABLE']) {
    expect(await itemToRelist({ auctionId: id, sellerId: stranger })).toBeNull();
  }
});
