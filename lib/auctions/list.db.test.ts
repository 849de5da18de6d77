import { sql } from 'drizzle-orm';
import { Pool } from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { database } from '@/db/client';
import { buyNow } from '@/lib/bidding/buy-now';
import { placeBid } from '@/lib/bidding/place-bid';
import { parseInput } from '@/lib/parse-input';
import { testDatabase } from '@/test/database';
import { type AuctionOptions, makeAuction, makeUser, only } from '@/test/market';
import { listAuctionsSchema } from './input';
import { listAuctions } from './list';

testDatabase();

type ItemOptions = AuctionOptions & {
  title?: string;
  region?: string;
  category?: string;
  condition?: string;
};

async function makeItem({ title, region, category, condition, ...options }: ItemOptions): Promise<string> {
  const { id } = await makeAuction(options);
  await database().execute(sql`
    UPDATE auctions SET title = coalesce(${title ?? null}, title), region_code = coalesce(${region ?? null}, region_code),
      category = coalesce(${category ?? null}, category),
      condition = coalesce(${condition ?? null}::item_condition, condition)
    WHERE id = ${id}`);
  return id;
}

function filterOf(query: Record<string, string | string[]>) {
  const parsed = parseInput(listAuctionsSchema, query);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fields));
  return parsed.input;
}

async function ids(query: Record<string, string | string[]>): Promise<string[]> {
  return (await listAuctions(filterOf(query))).items.map((card) => card.id);
}

async function pages(query: Record<string, string>): Promise<string[][]> {
  const found: string[][] = [];
  let cursor: string | null = null;
  do {
    const page = await listAuctions(filterOf({ ...query, ...(cursor === null ? {} : { cursor }) }));
    found.push(page.items.map((card) => card.id));
    cursor = page.nextCursor;
    // A cursor that goes in circles must fail the test instead of keeping it running for ever.
  } while (cursor !== null && found.length < 20);
  return found;
}

describe('a region', () => {
  const items: Record<string, string> = {};
  const category = 'plants';
  beforeAll(async () => {
    items.jangan = await makeItem({ category, region: await dong('수원시 장안구') });
    items.gwonseon = await makeItem({ category, region: await dong('수원시 권선구') });
    items.seongnam = await makeItem({ category, region: await dong('성남시 분당구') });
    items.gangnam = await makeItem({ category, region: await dong('강남구') });
    items.national = await makeItem({ category, region: await dong('강남구'), isNational: true });
  });

  async function code(name: string): Promise<string> {
    const { rows } = await database().execute<{ code: string }>(sql`
      SELECT code FROM regions WHERE name = ${name} AND depth < 3 ORDER BY depth LIMIT 1`);
    return only(rows).code;
  }

  async function dong(district: string): Promise<string> {
    const { rows } = await database().execute<{ code: string }>(sql`
      SELECT min(code) AS code FROM regions WHERE parent_code = ${await code(district)}`);
    return only(rows).code;
  }

  async function names(region: string): Promise<string[]> {
    const found = new Set(await ids({ region, category }));
    return Object.keys(items).filter((name) => found.has(items[name] ?? ''));
  }

  it('means everything inside it, and all national auctions', async () => {
    expect(await names(await code('경기도'))).toEqual(['jangan', 'gwonseon', 'seongnam', 'national']);
    expect(await names(await code('수원시 장안구'))).toEqual(['jangan', 'national']);
    expect(await names(await dong('수원시 장안구'))).toEqual(['jangan', 'national']);
    expect(await names(await code('서울특별시'))).toEqual(['gangnam', 'national']);
  });

  it('may be a city that is divided into 구', async () => {
    expect(await names('4111000000')).toEqual(['jangan', 'gwonseon', 'national']);
  });

  it('that does not exist has national auctions alone', async () => {
    expect(await names('9999999999')).toEqual(['national']);
  });

  it('narrowed to one kind leaves out the other', async () => {
    const region = await code('경기도');
    expect(await ids({ region, category, kind: 'local' })).not.toContain(items.national);
    expect(await ids({ region, category, kind: 'national' })).toEqual([items.national]);
  });
});

describe('a search', () => {
  it('takes % and _ and \\ as plain characters', async () => {
    const category = 'vinyl';
    const percent = await makeItem({ category, title: '재즈 100% 원판' });
    const underscore = await makeItem({ category, title: 'jazz_disc' });
    const backslash = await makeItem({ category, title: 'a\\b' });
    await makeItem({ category, title: 'jazzXdisc 1000 ab' });
    expect(await ids({ category, q: '100%' })).toEqual([percent]);
    expect(await ids({ category, q: 'jazz_disc' })).toEqual([underscore]);
    expect(await ids({ category, q: '\\' })).toEqual([backslash]);
    expect(await ids({ category, q: '%' })).toEqual([percent]);
  });

  it('finds parts of Korean words, every word of it, in any case and any composition', async () => {
    const category = 'instrument';
    const guitar = await makeItem({ category, title: '야마하 통기타 FG800' });
    await makeItem({ category, title: '야마하 피아노' });
    expect(await ids({ category, q: '기타 야마' })).toEqual([guitar]);
    expect(await ids({ category, q: 'fg8' })).toEqual([guitar]);
    expect(await ids({ category, q: '통기타'.normalize('NFD') })).toEqual([guitar]);
  });
});

describe('a category', () => {
  it('means its children as well', async () => {
    const golf = await makeItem({ category: 'golf' });
    const sports = await makeItem({ category: 'sports-leisure' });
    expect(await ids({ category: 'sports-leisure' })).toEqual([sports, golf]);
    expect(await ids({ category: 'golf' })).toEqual([golf]);
  });
});

describe('a price range', () => {
  it('compares the current price, not the start price', async () => {
    const category = 'books';
    const risen = await makeItem({ category, startPrice: 1_000 });
    const still = await makeItem({ category, startPrice: 5_000 });
    await placeBid({ auctionId: risen, userId: await makeUser({ balance: 90_000 }), amount: 80_000 });
    expect(await ids({ category, maxPrice: '5000' })).toEqual([still]);
    expect(await ids({ category, minPrice: '80000' })).toEqual([risen]);
    expect(await ids({ category, sort: 'price_desc' })).toEqual([risen, still]);
  });

  it('compares the price that was paid for a sold item', async () => {
    const category = 'tickets';
    const id = await makeItem({ category, startPrice: 1_000, instantPrice: 70_000 });
    await buyNow({ auctionId: id, userId: await makeUser({ balance: 70_000 }) });
    expect(await ids({ category, status: 'ENDED', minPrice: '70000' })).toEqual([id]);
    const { items } = await listAuctions(filterOf({ category, status: 'ENDED' }));
    expect(items[0]).toMatchObject({ sold: true, status: 'ENDED' });
  });
});

describe('what is shown', () => {
  it('can be bid on now, unless another state is asked for', async () => {
    const category = 'pet';
    const running = await makeItem({ category });
    const waiting = await makeItem({ category, startsIn: 600 });
    // Its end has passed, but nobody has closed it yet.
    await makeItem({ category, startsIn: -60, endsIn: -1 });
    expect(await ids({ category })).toEqual([running]);
    expect(await ids({ category, status: 'WAITING' })).toEqual([waiting]);
    expect(await ids({ category, status: 'ENDED' })).toEqual([]);
  });

  it('has any of the requested conditions', async () => {
    const category = 'beauty';
    const unused = await makeItem({ category, condition: 'NEW' });
    await makeItem({ category, condition: 'USED_A' });
    const worn = await makeItem({ category, condition: 'USED_C' });
    expect(await ids({ category, condition: 'NEW' })).toEqual([unused]);
    expect(await ids({ category, condition: ['NEW', 'USED_C'] })).toEqual([worn, unused]);
  });
});

describe('paging', () => {
  const category = 'etc';
  let all: string[];

  beforeAll(async () => {
    all = [];
    for (let n = 0; n < 11; n += 1) all.push(await makeItem({ category, startPrice: 1_000 * (1 + (n % 2)) }));
    // Where end times share a millisecond or are equal, an imprecise cursor would repeat or skip rows.
    await database().execute(sql`
      UPDATE auctions SET end_time = date_trunc('hour', now()) + interval '3 hours' + (id % 3) * interval '1 microsecond'
      WHERE category = ${category}`);
  });

  it.each(['recent', 'ending', 'price_asc', 'price_desc'])(
    'by %s shows every item once, ties and all',
    async (sort) => {
      const whole = await ids({ category, sort, limit: '100' });
      expect([...whole].sort()).toEqual([...all].sort());
      const found = await pages({ category, sort, limit: '3' });
      expect(found.map((page) => page.length)).toEqual([3, 3, 3, 2]);
      expect(found.flat()).toEqual(whole);
    },
  );

  it('may end with a full page', async () => {
    const page = await listAuctions(filterOf({ category, limit: '11' }));
    expect(page.items).toHaveLength(11);
    expect(page.nextCursor).toBeNull();
  });

  it('keeps its position when items are added and removed meanwhile', async () => {
    const first = await listAuctions(filterOf({ category, limit: '3' }));
    const gone = first.items[1]?.id ?? '';
    await database().execute(sql`UPDATE auctions SET category = 'plants' WHERE id = ${gone}`);
    const added = await makeItem({ category });
    const second = await ids({ category, limit: '3', cursor: first.nextCursor ?? '' });
    await database().execute(sql`UPDATE auctions SET category = ${category} WHERE id = ${gone}`);
    await database().execute(sql`UPDATE auctions SET category = 'plants' WHERE id = ${added}`);
    expect(second).toEqual([...all].reverse().slice(3, 6));
  });
});

describe('the viewer', () => {
  it('sees which items they saved, and how many people saved each', async () => {
    const category = 'vinyl';
    const id = await makeItem({ category, title: 'saved' });
    const [viewer, other] = [await makeUser(), await makeUser()];
    await database().execute(
      sql`INSERT INTO watchers (user_id, auction_id) VALUES (${viewer}, ${id}), (${other}, ${id})`,
    );
    const card = async (viewerId: string | null) =>
      (await listAuctions(filterOf({ category, q: 'saved' }), viewerId)).items[0];
    expect(await card(viewer)).toMatchObject({ watching: true, watchCount: 2 });
    expect(await card(null)).toMatchObject({ watching: false, watchCount: 2 });
  });
});

describe('a list', () => {
  it('of any length costs one query', async () => {
    const queries = vi.spyOn(Pool.prototype, 'query');
    await listAuctions(filterOf({ region: '1100000000', category: 'etc', q: '의자', limit: '100' }));
    expect(queries).toHaveBeenCalledTimes(1);
    queries.mockRestore();
  });
});
