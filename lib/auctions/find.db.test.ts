import { sql } from 'drizzle-orm';
import { Pool } from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { database } from '@/db/client';
import { parseInput } from '@/lib/parse-input';
import { testDatabase } from '@/test/database';
import { makeUsers } from '@/test/market';
import { fc } from '@/test/properties';
import { countAuctions } from './counts';
import { findAuctions } from './find';
import { type ListFilter, listAuctionsSchema } from './input';
import { ITEM_CONDITIONS } from './item-terms';
import { listAuctions } from './list';
import { AUCTION_KINDS, LIST_SORTS, LISTED_STATUSES } from './list-query';

// The auctions here claim bids that nobody placed, so that many of them have the same number of bids.
testDatabase({ audit: false });

const MARKET = 90;
const HOME = '1168064000'; // 역삼1동
const REGIONS = [HOME, '1168065000', '1165051000', '4111156000', '4113551000', '2653059100', '4374025000'];
const TITLES = ['나이키 스니커즈', '원목 의자', '아이폰 15 프로', '3인용 소파', '다이슨 청소기'];
const CATEGORIES = ['phone', 'tablet', 'digital', 'desk-chair', 'plants'];

beforeAll(async () => {
  const [seller, leader] = await makeUsers(2);
  // Each field has few values, so that every order is full of ties.
  await database().execute(sql`
    INSERT INTO auctions (seller_id, title, description, start_price, current_price, start_time, end_time, status,
      region_code, category, is_national, condition, shipping_payer, leader_id, bid_count, ended_at)
    SELECT ${seller}, (${sql.param(TITLES)}::text[])[1 + n % ${TITLES.length}::int], '', 1000 * (1 + n % 3),
      CASE WHEN n % 4 = 0 THEN 0 ELSE 5000 END, now() - interval '1 hour',
      date_trunc('hour', now()) + interval '3 hours' + (n % 3) * interval '1 microsecond',
      (CASE WHEN n % 9 = 0 THEN 'WAITING' WHEN n % 11 = 0 THEN 'ENDED' ELSE 'ACTIVE' END)::auction_status,
      (${sql.param(REGIONS)}::text[])[1 + n % ${REGIONS.length}::int],
      (${sql.param(CATEGORIES)}::text[])[1 + (n / 2) % ${CATEGORIES.length}::int], n % 5 = 0,
      (enum_range(NULL::item_condition))[1 + (n / 3) % 5], 'SELLER', CASE WHEN n % 4 = 0 THEN NULL ELSE ${leader}::bigint END,
      n % 4, CASE WHEN n % 9 <> 0 AND n % 11 = 0 THEN now() END
    FROM generate_series(1, ${MARKET}) AS n`);
});

function filterOf(query: Record<string, string | string[]>): ListFilter {
  const parsed = parseInput(listAuctionsSchema, query);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fields));
  return parsed.input;
}

type Query = Record<string, string | string[]>;

async function list(query: Query) {
  return listAuctions({ ...filterOf(query), from: HOME });
}

async function titles(query: Query): Promise<string[]> {
  const { items } = await list({ ...query, limit: '100' });
  return [...new Set(items.map(({ title }) => title))].toSorted();
}

/** Misspelt words and names of categories: the matches of these depend on how many exact matches there are. */
const NOT_JUST_SO = ['의자', '스니커스', '쇼파'] as const;

/** Any combination of filters; each of them is often left out. */
const filters: fc.Arbitrary<Query> = fc
  .record({
    region: fc.option(
      fc.constantFrom(HOME, '1168000000', '1100000000', '4111000000', '4374000000', '9900000000'),
    ),
    category: fc.option(fc.constantFrom(...CATEGORIES)),
    kind: fc.option(fc.constantFrom(...AUCTION_KINDS)),
    status: fc.option(fc.constantFrom(...LISTED_STATUSES)),
    condition: fc.option(fc.subarray([...ITEM_CONDITIONS], { minLength: 1 })),
    minPrice: fc.option(fc.constantFrom('2000', '5000')),
    q: fc.option(fc.constantFrom(...NOT_JUST_SO, '원목', '아이폰 15', '없는말')),
  })
  .map((all) => Object.fromEntries(Object.entries(all).flatMap(([k, v]) => (v === null ? [] : [[k, v]]))));

describe('paging', () => {
  it('by any sort, with any filters, in pages of any size shows the items of one long page', async () => {
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom(...LIST_SORTS),
        fc.integer({ min: 1, max: 9 }),
        async (filter, sort, limit) => {
          const whole = await list({ ...filter, sort, limit: '100' });
          expect(whole.nextCursor).toBeNull();
          const ids: string[] = [];
          let cursor: string | null = null;
          do {
            const page = await list({
              ...filter,
              sort,
              limit: String(limit),
              ...(cursor === null ? {} : { cursor }),
            });
            ids.push(...page.items.map(({ id }) => id));
            cursor = page.nextCursor;
          } while (cursor !== null && ids.length <= MARKET);
          expect(ids).toEqual(whole.items.map(({ id }) => id));
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the counts on the filters', () => {
  it('are the numbers of items that each choice finds', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(...CATEGORIES), async (filter, category) => {
        const found = async (change: Query) => {
          const page = await list({ ...filter, ...change, limit: '100' });
          return { found: page.items.length, more: false };
        };
        const { similar } = await list(filter);
        // Matches of similar words count only if the list itself shows them.
        fc.pre(similar === 'none' && !NOT_JUST_SO.some((word) => word === filter.q));
        const counts = await countAuctions(filterOf(filter));
        for (const slug of [category, 'digital']) {
          expect([slug, counts.categories[slug] ?? { found: 0, more: false }]).toEqual([
            slug,
            await found({ category: slug }),
          ]);
        }
        for (const kind of AUCTION_KINDS) expect(counts.kinds[kind]).toEqual(await found({ kind }));
        for (const status of LISTED_STATUSES) {
          expect([status, counts.statuses[status]]).toEqual([status, await found({ status })]);
        }
        for (const condition of ITEM_CONDITIONS) {
          expect(counts.conditions[condition]).toEqual(await found({ condition }));
        }
        expect(counts.all).toEqual(await found({}));
      }),
      { numRuns: 40 },
    );
  });

  it('include matches of similar words where the list shows them', async () => {
    const { page, counts } = await findAuctions(filterOf({ q: '스니커스', limit: '100' }), null);
    expect(page.similar).toBe('all');
    expect(counts.all).toEqual({ found: page.items.length, more: false });
  });

  it('cost one query, and a list with its counts costs two', async () => {
    await findAuctions(filterOf({}), null);
    const queries = vi.spyOn(Pool.prototype, 'query');
    const pages: Query[] = [{ region: '1100000000', category: 'digital', minPrice: '1000' }, { q: '쇼파' }];
    for (const query of pages) {
      queries.mockClear();
      await findAuctions(filterOf(query), null);
      expect(queries).toHaveBeenCalledTimes(2);
    }
    queries.mockRestore();
  });
});

describe('nearest', () => {
  it('goes outwards from the 동 of the viewer, and ranks national auctions by their place as well', async () => {
    const { items } = await list({ sort: 'nearest', limit: '100', status: 'ACTIVE' });
    const { rows } = await database().execute<{ id: string; hectometres: number }>(sql`
      SELECT a.id, round(1111.95 * degrees(acos(least(1,
        sind(r.lat) * sind(h.lat) + cosd(r.lat) * cosd(h.lat) * cosd(r.lng - h.lng))))) AS hectometres
      FROM auctions a JOIN regions r ON r.code = a.region_code, regions h WHERE h.code = ${HOME}`);
    const away = new Map(rows.map((row) => [row.id, row.hectometres]));
    const distances = items.map(({ id }) => away.get(id) ?? Number.NaN);
    expect(distances[0]).toBe(0);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  });

  it('without a place to measure from shows the newest', async () => {
    const newest = await listAuctions(filterOf({}));
    expect(await listAuctions({ ...filterOf({ sort: 'nearest' }), from: null })).toEqual(newest);
    expect(await listAuctions({ ...filterOf({ sort: 'nearest' }), from: '9900000000' })).toEqual(newest);
  });

  it('may be measured from a city that is divided into 구', async () => {
    const { items } = await listAuctions({ ...filterOf({ sort: 'nearest' }), from: '4111000000' });
    const { rows } = await database().execute(sql`SELECT name FROM regions WHERE code = '4111156000'`);
    expect(items[0]?.regionName).toBe(rows[0]?.name);
  });
});

describe('the name of a category', () => {
  it.each([
    ['휴대폰', 'phone'],
    ['책상', 'desk-chair'],
    ['Plants', 'plants'],
    ['태블렛', 'tablet'],
    ['디지털기기', 'digital'],
  ])('%s finds the items of that category as similar matches', async (q, category) => {
    const { items, similar } = await list({ q, limit: '100' });
    const inIt = await list({ category, limit: '100' });
    expect(similar).toBe('all');
    expect(items.map(({ id }) => id)).toEqual(inIt.items.map(({ id }) => id));
    const { counts } = await findAuctions(filterOf({ q }), null);
    expect(counts.all.found).toBe(inIt.items.length);
  });

  it('is combined with the other words', async () => {
    const { items } = await list({ q: '휴대폰 나이키', limit: '100' });
    expect(new Set(items.map(({ title }) => title))).toEqual(new Set(['나이키 스니커즈']));
  });
});

describe('misspelt words', () => {
  it.each([
    ['스니커스', '나이키 스니커즈'],
    ['스니꺼즈', '나이키 스니커즈'],
    ['나이끼', '나이키 스니커즈'],
    ['아이펀', '아이폰 15 프로'],
    ['쇼파', '3인용 소파'],
    ['다이손 청소기', '다이슨 청소기'],
    ['원목의자', '원목 의자'],
  ])('%s finds %s', async (q, title) => {
    expect(await titles({ q })).toEqual([title]);
    expect((await list({ q })).similar).toBe('all');
  });

  it.each(['의자', '아이폰 15', '소파', '스니커'])(
    '%s is found as it is written, and nothing else',
    async (q) => {
      const { similar, items } = await list({ q, limit: '100' });
      expect(similar).toBe('none');
      expect(items.length).toBeGreaterThan(3);
    },
  );

  it.each(['냉장고', '청소년', '아이폰 16', '99%', '귤', '_'])(
    '%s is no misspelling of anything here',
    async (q) => {
      expect(await titles({ q })).toEqual([]);
    },
  );

  it('come after exact matches', async () => {
    await database().execute(sql`
      UPDATE auctions SET title = '스니커스 초콜릿' WHERE id = (
        SELECT min(id) FROM auctions WHERE title = '나이키 스니커즈' AND status = 'ACTIVE')`);
    const { items, similar } = await list({ q: '스니커스', sort: 'price_desc' });
    expect(similar).toBe('some');
    expect(items[0]?.title).toBe('스니커스 초콜릿');
    expect(items[1]?.title).toBe('나이키 스니커즈');
  });
});
