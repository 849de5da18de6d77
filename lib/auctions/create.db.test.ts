import { sql } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import { database } from '@/db/client';
import { newImageKey } from '@/lib/auctions/images/storage';
import { placeBid } from '@/lib/bidding/place-bid';
import { testDatabase } from '@/test/database';
import { makeUser, only } from '@/test/market';
import { auctionMadeWith, createAuction } from './create';
import { auctionDetail } from './detail';

testDatabase();

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

function fromNow(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

function item(changes: Record<string, unknown> = {}) {
  return {
    title: '원목 의자',
    description: '튼튼해요',
    startPrice: 10_000,
    endTime: fromNow(DAY_MS),
    category: 'desk-chair',
    isNational: false,
    condition: 'USED_A',
    shippingPayer: 'BUYER',
    ...changes,
  };
}

async function listed(sellerId: string, changes: Record<string, unknown> = {}) {
  const answer = await createAuction({ sellerId, input: item(changes) });
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.auction;
}

async function uploaded(userId: string, { hoursAgo = 0 } = {}): Promise<string> {
  const key = newImageKey();
  await database().execute(sql`
    INSERT INTO uploads (key, user_id, width, height, blur, created_at)
    VALUES (${key}, ${userId}, 400, 300, 'data:', now() - make_interval(hours => ${hoursAgo}))`);
  return key;
}

async function uploadsLeft(userId: string): Promise<number> {
  const { rows } = await database().execute<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM uploads WHERE user_id = ${userId}`,
  );
  return only(rows).n;
}

it.each([
  [true, 60, 1_800],
  [false, 300, 3_600],
])('an item that is national: %s gets the soft close of its kind', async (isNational, window, cap) => {
  const auction = await listed(await makeUser(), { isNational });
  expect(auction).toMatchObject({ extendWindowMs: window * 1_000, extendCapMs: cap * 1_000, extensions: 0 });
  expect(auction.originalEndTime).toEqual(auction.endTime);
});

describe('an item without a start', () => {
  it('is open at once, where its seller lives, in steps of a thousand won', async () => {
    const sellerId = await makeUser();
    const auction = await listed(sellerId);
    const { rows } = await database().execute<{ region_code: string }>(
      sql`SELECT region_code FROM users WHERE id = ${sellerId}`,
    );
    expect(auction).toMatchObject({
      status: 'ACTIVE',
      regionCode: only(rows).region_code,
      bidCount: 0,
      version: 0,
    });
    expect(auction.bidUnit.toFixed()).toBe('1000');
    expect(auction.minimumNext.toFixed()).toBe('10000');
    const bidder = await makeUser({ balance: 10_000 });
    expect(await placeBid({ auctionId: auction.id, userId: bidder, amount: 10_000 })).toMatchObject({
      ok: true,
    });
  });

  it('may run for five minutes at least, in the demo for a second', async () => {
    const sellerId = await makeUser();
    await listed(sellerId, { endTime: fromNow(5 * MINUTE_MS + 5_000) });
    const tooShort = { fields: { endTime: 'runsTooShort' } };
    expect(await createAuction({ sellerId, input: item({ endTime: fromNow(4 * MINUTE_MS) }) })).toMatchObject(
      tooShort,
    );
    const planned = { startTime: fromNow(DAY_MS), endTime: fromNow(DAY_MS + 4 * MINUTE_MS) };
    expect(await createAuction({ sellerId, input: item(planned) })).toMatchObject(tooShort);
    vi.stubEnv('DEMO_MODE', 'true');
    await listed(sellerId, { endTime: fromNow(2_000) });
    vi.unstubAllEnvs();
  });

  it('may run for thirty days, but not for longer and not backwards', async () => {
    const sellerId = await makeUser();
    await listed(sellerId, { endTime: fromNow(30 * DAY_MS - MINUTE_MS) });
    const tooLong = item({ endTime: fromNow(30 * DAY_MS + MINUTE_MS) });
    const past = item({ endTime: fromNow(-1) });
    expect(await createAuction({ sellerId, input: tooLong })).toMatchObject({
      fields: { endTime: 'runsTooLong' },
    });
    expect(await createAuction({ sellerId, input: past })).toMatchObject({
      fields: { endTime: 'inThePast' },
    });
  });
});

describe('an item with a start', () => {
  it('waits for a start that lies ahead', async () => {
    const startTime = fromNow(DAY_MS);
    const auction = await listed(await makeUser(), { startTime, endTime: fromNow(2 * DAY_MS) });
    expect(auction.status).toBe('WAITING');
    expect(auction.startTime.toISOString()).toBe(startTime);
  });

  it('that has passed begins now and shows no earlier start', async () => {
    const before = Date.now();
    const auction = await listed(await makeUser(), { startTime: fromNow(-DAY_MS) });
    expect(auction.status).toBe('ACTIVE');
    expect(auction.startTime.getTime()).toBeGreaterThanOrEqual(before);
    expect(auction.startTime.getTime()).toBeLessThanOrEqual(auction.serverTime.getTime());
  });

  it('that lies too far ahead is refused', async () => {
    const input = item({ startTime: fromNow(31 * DAY_MS), endTime: fromNow(32 * DAY_MS) });
    const answer = await createAuction({ sellerId: await makeUser(), input });
    expect(answer).toMatchObject({ code: 'INVALID_INPUT', fields: { startTime: 'startTooFar' } });
  });
});

describe('what an item refers to', () => {
  it('must exist, and all fields that name nothing are reported together', async () => {
    const sellerId = await makeUser();
    const input = item({ category: 'submarines', regionCode: '9999999999', images: [newImageKey()] });
    expect(await createAuction({ sellerId, input })).toEqual({
      ok: false,
      code: 'INVALID_INPUT',
      fields: { category: 'unknownCategory', regionCode: 'unknownRegion', images: 'imagesGone' },
    });
    const { rows } = await database().execute(sql`SELECT 1 FROM auctions WHERE seller_id = ${sellerId}`);
    expect(rows).toEqual([]);
  });
});

describe('the pictures of an item', () => {
  it('are the uploads of its seller in their order, and belong to the item from then on', async () => {
    const sellerId = await makeUser();
    const keys = [await uploaded(sellerId), await uploaded(sellerId), await uploaded(sellerId)].reverse();
    const { id } = await listed(sellerId, { images: keys });
    expect((await auctionDetail(id))?.images.map((image) => image.key)).toEqual(keys);
    expect(await uploadsLeft(sellerId)).toBe(0);
  });

  it("are never somebody else's uploads, and never uploads that the sweep may be removing", async () => {
    const sellerId = await makeUser();
    for (const key of [await uploaded(await makeUser()), await uploaded(sellerId, { hoursAgo: 24 })]) {
      const answer = await createAuction({ sellerId, input: item({ images: [key] }) });
      expect(answer).toMatchObject({ fields: { images: 'imagesGone' } });
    }
    expect(await uploadsLeft(sellerId)).toBe(1);
  });

  it('may come from an earlier item of the same seller', async () => {
    const sellerId = await makeUser();
    const key = await uploaded(sellerId);
    await listed(sellerId, { images: [key] });
    const again = await listed(sellerId, { images: [key] });
    expect(again.images.map((image) => image.key)).toEqual([key]);
  });
});

describe('an item that is sent twice', () => {
  const auctionsOf = async (sellerId: string) => {
    const { rows } = await database().execute<{ id: string }>(
      sql`SELECT id FROM auctions WHERE seller_id = ${sellerId}`,
    );
    return rows.map(({ id }) => id);
  };

  it('under one key is listed once, at the same moment and later', async () => {
    const sellerId = await makeUser();
    const key = await uploaded(sellerId);
    const sent = { sellerId, input: item({ images: [key] }), idempotencyKey: 'one form' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => createAuction(sent)));
    const ids = new Set(answers.map((answer) => (answer.ok ? answer.auction.id : answer.code)));
    expect([...ids]).toEqual(await auctionsOf(sellerId));
    expect(await createAuction(sent)).toMatchObject({ ok: true, auction: { id: [...ids][0] } });
  });

  it('and was changed in between is not listed again, and the auction of the first attempt can be found', async () => {
    const sellerId = await makeUser();
    const sent = { sellerId, input: item(), idempotencyKey: 'one form' };
    await createAuction(sent);
    const changed = await createAuction({ ...sent, input: item({ title: '다른 의자' }) });
    expect(changed).toEqual({ ok: false, code: 'IDEMPOTENCY_MISMATCH' });
    expect([await auctionMadeWith(sent)]).toEqual(await auctionsOf(sellerId));
    expect(await auctionMadeWith({ ...sent, sellerId: await makeUser() })).toBeNull();
    expect(await auctionMadeWith({ sellerId, idempotencyKey: 'another form' })).toBeNull();
  });

  it('after a refusal may be sent again under the same key', async () => {
    const sellerId = await makeUser();
    const refused = { sellerId, input: item({ category: 'submarines' }), idempotencyKey: 'one form' };
    expect(await createAuction(refused)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await createAuction({ ...refused, input: item() })).toMatchObject({ ok: true });
  });

  it.each(['', 'x'.repeat(256), 7, {}])('is refused with the invalid key %j', async (idempotencyKey) => {
    const sent = { sellerId: await makeUser(), input: item(), idempotencyKey: idempotencyKey as string };
    expect(await createAuction(sent)).toMatchObject({ fields: { idempotencyKey: 'idempotencyKey' } });
  });
});

describe('what a browser may send in the place of an item', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a word', 'auction'],
    ['a list', [item()]],
    ['an empty object', {}],
    ['numbers for words', item({ title: 7, description: 7, category: 7 })],
    ['words for numbers', item({ startPrice: '10000' })],
    ['a part of a won', item({ startPrice: 0.5 })],
    ['less than nothing', item({ startPrice: -1 })],
    ['more than there is', item({ startPrice: 1e15 })],
    ['no number', item({ startPrice: Number.NaN })],
    ['a title of nothing to see', item({ title: ' \u200b\u3164 ' })],
    ['a title without end', item({ title: '가'.repeat(101) })],
    ['a description without end', item({ description: '가'.repeat(5_001) })],
    ['a time that does not exist', item({ endTime: '2026-02-30T00:00:00Z' })],
    ['a picture twice', item({ images: ['a'.repeat(32), 'a'.repeat(32)] })],
    ['a path for a picture', item({ images: ['../../etc/passwd'] })],
    ['nine pictures', item({ images: Array.from({ length: 9 }, () => newImageKey()) })],
  ])('%s is refused field by field', async (_, input) => {
    const answer = await createAuction({ sellerId: await makeUser(), input });
    expect(answer).toMatchObject({ ok: false, code: 'INVALID_INPUT', fields: expect.anything() });
  });

  it('markup, emoji and control characters are plain text', async () => {
    const title = '<script>alert(1)</script> 의자 👨‍👩‍👧 \u0000\u202e';
    const auction = await listed(await makeUser(), { title, description: '\u0000=1+1\r\n<b>흠</b>' });
    expect(auction.title).toBe('<script>alert(1)</script> 의자 👨‍👩‍👧');
    expect(auction.description).toBe('=1+1\n<b>흠</b>');
  });
});
