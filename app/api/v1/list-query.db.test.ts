import { beforeAll, expect, test } from 'vitest';
import { GET } from '@/app/api/v1/auctions/route';
import { findAuctions } from '@/lib/auctions/find';
import { readListQuery } from '@/lib/auctions/input';
import { LIST_SORTS } from '@/lib/auctions/list-query';
import { encodeCursor } from '@/lib/paging/cursor';
import { testDatabase } from '@/test/database';
import { makeAuction } from '@/test/market';
import { fc } from '@/test/properties';

testDatabase();

beforeAll(async () => {
  await makeAuction();
  await makeAuction({ isNational: true });
});

const NAMES = [
  'region',
  'category',
  'q',
  'minPrice',
  'maxPrice',
  'condition',
  'kind',
  'status',
  'sort',
  'cursor',
  'limit',
  '__proto__',
  'constructor',
  'unknown',
];

const CURSORS = [
  ...LIST_SORTS.map((sort) => encodeCursor([sort, 'exact', '1', '5', '1168000000'])),
  encodeCursor(['recent', 'exact', '1']),
  encodeCursor(['recent', 'similar', '9'.repeat(19)]),
  encodeCursor(['nearest', 'exact', '1', '999999999', '9900000000']),
  encodeCursor(['price_asc', 'similar', '1', '9'.repeat(12)]),
  encodeCursor(['recent', 'exact', "1' OR true --"]),
  encodeCursor([]),
  'bm90IGpzb24',
  '%',
];

/** Values that are valid for some parameter, and values that are valid for none. */
const value = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '1e3',
    '1000',
    '999999999999',
    '9'.repeat(40),
    '1168000000',
    '4111000000',
    '9900000000',
    'digital',
    'NEW',
    'BROKEN',
    'local',
    'ACTIVE',
    'CANCELLED',
    'active',
    "'; DROP TABLE auctions; --",
    '<script>alert(1)</script>',
    '👨‍👩‍👧‍👦 👍',
    '\u0000',
    '\ud800',
    '\u3164\u200b',
    '%_\\',
    'ㅅㅅㅅ',
    '가'.repeat(101),
    'ㄱ'.repeat(2_000),
    '스니커스 의자 소파 %',
    ...LIST_SORTS,
    ...CURSORS,
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

const queries = fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 8 });

test('the API answers any query with a list, or refuses it by naming the fields', async () => {
  await fc.assert(
    fc.asyncProperty(queries, async (entries) => {
      const url = new URL('http://localhost/api/v1/auctions');
      for (const [name, text] of entries) url.searchParams.append(name, text);
      const response = await GET(new Request(url), { params: Promise.resolve(undefined) });
      const answer = await response.json();
      if (response.status === 200) {
        expect(answer).toMatchObject({ items: expect.any(Array) });
        return;
      }
      expect([response.status, answer.code]).toEqual([400, 'INVALID_INPUT']);
      expect(Object.keys(answer.fields)).not.toEqual([]);
      expect(NAMES).toEqual(expect.arrayContaining(Object.keys(answer.fields)));
    }),
    { numRuns: 120 },
  );
});

test('a page shows a list for any query, and names the ignored parameters', async () => {
  await fc.assert(
    fc.asyncProperty(queries, async (entries) => {
      const params: Record<string, string[]> = Object.create(null);
      for (const [name, text] of entries) params[name] = [...(params[name] ?? []), text];
      const { filter, ignored } = readListQuery(params);
      for (const name of ignored) expect(Object.keys(params)).toContain(name);
      await findAuctions(filter, null);
      await findAuctions(filter, { id: '1', regionCode: '1168064000' });
    }),
    { numRuns: 60 },
  );
});

test('nearest needs a place: a logged-in person has one, a visitor names a region', async () => {
  const ask = async (query: string) => {
    const response = await GET(new Request(`http://localhost/api/v1/auctions?sort=nearest${query}`), {
      params: Promise.resolve(undefined),
    });
    return [response.status, await response.json()];
  };
  expect(await ask('')).toMatchObject([400, { code: 'INVALID_INPUT', fields: { sort: expect.anything() } }]);
  expect(await ask('&region=1168000000')).toMatchObject([200, {}]);
});
