import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { regionPathSql } from './path-sql';
import {
  areasBelow,
  childRegions,
  codesOfRegion,
  isNeighbourhood,
  regionChoices,
  regionPath,
} from './queries';
import { searchRegions } from './search-regions';

testDatabase();

const BUSAN = '2600000000';
const SASANG = '2653000000';
const SEJONG = '3600000000';

async function pathsFor(query: string): Promise<string[]> {
  return (await searchRegions(query)).map(({ path }) => path);
}

describe('the lists to choose from', () => {
  test('begin with the sixteen 시/도 in Korean order', async () => {
    const provinces = (await childRegions(null)) ?? [];
    expect(provinces).toHaveLength(16);
    const names = provinces.map(({ name }) => name);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'ko')));
  });

  test('go down level by level', async () => {
    expect(await childRegions(BUSAN)).toContainEqual({ code: SASANG, name: '사상구', depth: 2 });
    expect(await childRegions(SASANG)).toContainEqual({ code: '2653059100', name: '모라제1동', depth: 3 });
    expect(await childRegions('2653059100')).toEqual([]);
  });

  test('skip a level that only repeats its parent', async () => {
    const below = (await childRegions(SEJONG)) ?? [];
    expect(below.every(({ depth }) => depth === 3)).toBe(true);
    expect(below.map(({ name }) => name)).toContain('고운동');
    expect(await regionChoices({ province: SEJONG, district: '' })).toEqual({
      districts: [],
      neighbourhoods: below,
    });
  });

  test('are empty without a choice, and for a 시/군/구 of another 시/도', async () => {
    expect(await regionChoices({ province: '', district: '' })).toEqual({
      districts: [],
      neighbourhoods: [],
    });
    const { districts, neighbourhoods } = await regionChoices({ province: '1100000000', district: SASANG });
    expect(districts).toHaveLength(25);
    expect(neighbourhoods).toEqual([]);
  });

  test('are null or empty for a region that does not exist', async () => {
    expect(await childRegions('9900000000')).toBeNull();
    expect(await regionPath('9900000000')).toEqual([]);
    expect(await isNeighbourhood('9900000000')).toBe(false);
    expect(await isNeighbourhood(SASANG)).toBe(false);
  });
});

describe('a search', () => {
  test.each([
    '모라1동',
    '모라제1동',
    '사상구 모라1',
    '부산 사상 모라1동',
    ' 모라 1동 ',
    '모라1동'.normalize('NFD'),
  ])('finds 모라제1동 by %j', async (query) => {
    expect(await pathsFor(query)).toContain('부산광역시 사상구 모라제1동');
  });

  test('needs no dots between numbers', async () => {
    expect(await pathsFor('종로1234가동')).toEqual(['서울특별시 종로구 종로1·2·3·4가동']);
  });

  test('ranks a 동 whose name begins with the word before one that only lies in such a region', async () => {
    const [first] = await pathsFor('화성 동탄');
    expect(first).toMatch(/동탄\S*동$/);
  });

  test('shows 세종 once', async () => {
    expect(await pathsFor('고운동')).toEqual(['세종특별자치시 고운동']);
  });

  test('has at most twenty results, and none without words', async () => {
    expect(await searchRegions('동')).toHaveLength(20);
    for (const nothing of ['', '  ', '·', '없는동네이름']) expect(await searchRegions(nothing)).toEqual([]);
  });
});

describe('where to look', () => {
  const SUWON = '4111000000';

  test.each([
    ['수원', '경기도 수원시'],
    ['강남구', '서울특별시 강남구'],
    ['부산', '부산광역시'],
    ['모라1동', '부산광역시 사상구 모라제1동'],
  ])('%s finds %s first', async (query, path) => {
    const [first] = await searchRegions(query, { level: 'any' });
    expect(first?.path).toBe(path);
  });

  test('a whole city stands before its 구 and is a region', async () => {
    const areas = await areasBelow('4100000000');
    const place = areas.findIndex(({ code }) => code === SUWON);
    expect(areas[place]).toMatchObject({ name: '수원시', isCity: true });
    expect(areas[place + 1]?.name).toMatch(/^수원시 /);
    expect((await regionPath(SUWON)).map(({ name }) => name)).toEqual(['경기도', '수원시']);
    expect(await areasBelow(SUWON)).toEqual([]);
  });

  test('the codes from the first to the last of any region are those of everything inside it, and no others', async () => {
    const { rows } = await database().execute<{ code: string; inside: string[] }>(sql`
      WITH RECURSIVE inside AS (
        SELECT code AS root, code FROM regions
        UNION ALL SELECT inside.root, r.code FROM regions r JOIN inside ON r.parent_code = inside.code)
      SELECT root AS code, array_agg(code ORDER BY code) AS inside FROM inside GROUP BY root
      UNION ALL
      SELECT left(code, 4) || '000000', array_agg(code) FROM regions
      WHERE depth = 2 AND name LIKE '% %' GROUP BY 1`);
    const { rows: all } = await database().execute<{ code: string }>(
      sql`SELECT code FROM regions ORDER BY code`,
    );
    const codes = all.map(({ code }) => code);
    for (const { code, inside } of rows) {
      const range = await codesOfRegion(code);
      const between = codes.filter((one) => range && one >= range.first && one <= range.last);
      const isCity = !codes.includes(code);
      expect([code, isCity ? between.filter((one) => inside.includes(one)) : between]).toEqual([
        code,
        inside,
      ]);
    }
    expect(await codesOfRegion('9900000000')).toBeNull();
  });

  test('the path that follows from a code is the path up the tree, for every region', async () => {
    const { rows } = await database().execute<{ code: string; walked: string[]; told: string[] }>(sql`
      WITH RECURSIVE above AS (
        SELECT code AS start, code, parent_code, depth FROM regions
        UNION ALL
        SELECT above.start, r.code, r.parent_code, r.depth FROM regions r JOIN above ON r.code = above.parent_code)
      SELECT start AS code, array_agg(code ORDER BY depth) AS walked,
        ARRAY(SELECT told.code FROM (${regionPathSql(sql`above.start`)}) AS told ORDER BY told.depth) AS told
      FROM above GROUP BY start`);
    expect(rows.length).toBeGreaterThan(3_000);
    expect(rows.filter(({ walked, told }) => walked.join() !== told.join())).toEqual([]);
    const { rows: unknown } = await database().execute(regionPathSql('1199999999'));
    expect(unknown).toEqual([]);
  });
});
