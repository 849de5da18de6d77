import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { database } from '@/db/client';
import { closeRedis, redisReady } from '@/lib/realtime/redis';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { keepAuctionKnown } from './announced-state';
import { createAuction } from './create';
import { auctionDetail } from './detail';

testDatabase();
const redis = testRedis();

async function input(isNational: boolean) {
  const { rows } = await database().execute<{ end: string; category: string }>(sql`
    SELECT to_char(now() + interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS end, min(slug) AS category FROM categories`);
  const [{ end, category } = { end: '', category: '' }] = rows;
  const item = {
    title: '한정판 신발',
    description: '',
    startPrice: 10_000,
    condition: 'NEW',
    shippingPayer: 'BUYER',
  };
  return { ...item, endTime: end, category, isNational };
}

async function opened(work: () => Promise<void>): Promise<void> {
  process.env.REDIS_URL = redis.url;
  expect(await redisReady(5_000)).toBe(true);
  try {
    await work();
  } finally {
    closeRedis();
    delete process.env.REDIS_URL;
  }
}

test('the gateway knows a national auction from the moment it is listed, and no local one', async () => {
  await opened(async () => {
    const store = redis.connect();
    const sellerId = await makeUser();
    const [local, national] = [
      await createAuction({ sellerId, input: await input(false) }),
      await createAuction({ sellerId, input: await input(true) }),
    ];
    if (!local.ok || !national.ok) throw new Error('an item was refused');
    const key = `auction:${national.auction.id}`;
    await vi.waitFor(async () =>
      expect(JSON.parse((await store.get(key)) ?? '{}')).toMatchObject({ version: 0 }),
    );
    expect(await store.exists(`auction:${local.auction.id}`)).toBe(0);
  });
});

test('a person who opens an auction that Redis has forgotten makes it known, and a newer state stays', async () => {
  await opened(async () => {
    const store = redis.connect();
    const { id } = await makeAuction({ isNational: true });
    const detail = await auctionDetail(id);
    if (!detail) throw new Error('there is no such auction');
    keepAuctionKnown(detail);
    const key = `auction:${id}`;
    await vi.waitFor(async () => expect(await store.exists(key)).toBe(1));
    const { id: other } = await makeAuction({ isNational: true });
    const newer = JSON.stringify({ version: 5 });
    await store.set(`auction:${other}`, newer);
    const seen = await auctionDetail(other);
    if (seen) keepAuctionKnown(seen);
    keepAuctionKnown(detail);
    await vi.waitFor(async () => expect(await store.exists(key)).toBe(1));
    expect(await store.get(`auction:${other}`)).toBe(newer);
  });
});
