import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { cityGroups, regionPath } from '@/lib/regions/queries';
import { testDatabase } from '@/test/database';
import { seedReferenceData } from './reference-data';

const { openPool } = testDatabase();

test('all regions and categories are there, level by level', async () => {
  const { rows } = await openPool('application', 1).query(
    'SELECT depth, count(*)::int FROM regions GROUP BY depth ORDER BY depth',
  );
  expect(rows).toEqual([
    { depth: 1, count: 16 },
    { depth: 2, count: 256 },
    { depth: 3, count: 3558 },
  ]);
  expect((await openPool('application', 1).query('SELECT FROM categories')).rowCount).toBe(62);
});

test('seeding again writes only the rows that are wrong', async () => {
  const owner = openPool('owner', 1);
  expect(await seedReferenceData(owner)).toEqual({ regions: 0, regionNames: 0, categories: 0 });
  await owner.query(`UPDATE regions SET name = '옛이름' WHERE code = '2653059100'`);
  await owner.query(`UPDATE categories SET position = 0 WHERE slug = 'pet'`);
  await owner.query(`DELETE FROM region_names WHERE name = '성수동1가'`);
  expect(await seedReferenceData(owner)).toEqual({ regions: 1, regionNames: 2, categories: 1 });
});

test('the cities with 구 are those of the source', async () => {
  const csv = await readFile(new URL('./data/city_groups.csv', import.meta.url), 'utf8');
  const source = parse(csv, { columns: true }) as Record<'city_code' | 'city_name' | 'gu_codes', string>[];
  expect(await cityGroups()).toEqual(
    source.map((city) => ({
      code: city.city_code,
      name: city.city_name,
      districtCodes: city.gu_codes.split('|'),
    })),
  );
});

test('the path to a 동 has three steps, and two where a level repeats its parent', async () => {
  const names = async (code: string) => (await regionPath(code)).map(({ name }) => name).join(' › ');
  expect(await names('2653059100')).toBe('부산광역시 › 사상구 › 모라제1동');
  expect(await names('4111356000')).toMatch(/^경기도 › 수원시 권선구 › /);
  expect(await names('3611055000')).toBe('세종특별자치시 › 고운동');
  expect(await names('3611000000')).toBe('세종특별자치시');
});
