import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Pool } from 'pg';

type RegionRow = { code: string; name: string; parent_code: string; depth: string; lat: string; lng: string };
type RegionNameRow = { code: string; name: string };
type CategoryRow = { slug: string; ko: string; en: string; parent: string };

/**
 * Brings regions and categories to the state of the files in `db/seed/data`; `REGIONS-SOURCE.md` beside them names their
 * source and licence.
 *
 * Can be run at every start: a row that is already right is not written again. Rows that vanished from a file stay,
 * because people and auctions may refer to them, and the changes of operators stay as well.
 *
 * @param pool  connections of the owner
 * @returns the number of rows that were added or changed
 */
export async function seedReferenceData(
  pool: Pool,
): Promise<{ regions: number; regionNames: number; categories: number }> {
  const [regions, regionNames, categories] = await Promise.all([
    readRows<RegionRow>('regions.csv'),
    readRegionNames(),
    readRows<CategoryRow>('categories.csv'),
  ]);
  return {
    regions: await upsertRegions(pool, regions),
    regionNames: await insertRegionNames(pool, regionNames),
    categories: await upsertCategories(pool, categories),
  };
}

async function readRows<Row>(file: string): Promise<Row[]> {
  const text = await readFile(new URL(`./data/${file}`, import.meta.url), 'utf8');
  return parse(text, { columns: true, skip_empty_lines: true }) as Row[];
}

/** The other names of regions, from files of two forms. */
async function readRegionNames(): Promise<RegionNameRow[]> {
  const [legal, ...aliases] = await Promise.all([
    readRows<{ legal_name: string; region_code: string }>('legal_dong.csv'),
    readRows<{ alias: string; region_code: string }>('region_aliases.csv'),
    readRows<{ alias: string; region_code: string }>('former_districts.csv'),
  ]);
  return [
    ...legal.map((row) => ({ code: row.region_code, name: row.legal_name })),
    ...aliases.flat().map((row) => ({ code: row.region_code, name: row.alias })),
  ];
}

async function insertRegionNames(pool: Pool, rows: readonly RegionNameRow[]): Promise<number> {
  const result = await pool.query(
    `INSERT INTO region_names (region_code, name)
     SELECT DISTINCT code, name FROM unnest($1::text[], $2::text[]) AS row (code, name)
     ON CONFLICT DO NOTHING`,
    [rows.map((row) => row.code), rows.map((row) => row.name.normalize('NFC'))],
  );
  return result.rowCount ?? 0;
}

// One statement for all rows: foreign keys are checked at its end, so parents need not come first.
async function upsertRegions(pool: Pool, rows: readonly RegionRow[]): Promise<number> {
  const result = await pool.query(
    `INSERT INTO regions (code, name, parent_code, depth, lat, lng)
     SELECT code, name, nullif(parent_code, ''), depth, lat, lng
     FROM unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::float8[], $6::float8[])
       AS row (code, name, parent_code, depth, lat, lng)
     ON CONFLICT (code) DO UPDATE
       SET name = excluded.name, parent_code = excluded.parent_code, depth = excluded.depth,
           lat = excluded.lat, lng = excluded.lng
       WHERE (regions.name, regions.parent_code, regions.depth, regions.lat, regions.lng)
         IS DISTINCT FROM (excluded.name, excluded.parent_code, excluded.depth, excluded.lat, excluded.lng)
         AND NOT EXISTS (SELECT FROM operator_acts WHERE subject_type = 'region' AND subject_id = regions.code)`,
    [
      rows.map((row) => row.code),
      rows.map((row) => row.name.normalize('NFC')),
      rows.map((row) => row.parent_code),
      rows.map((row) => row.depth),
      rows.map((row) => row.lat),
      rows.map((row) => row.lng),
    ],
  );
  return result.rowCount ?? 0;
}

async function upsertCategories(pool: Pool, rows: readonly CategoryRow[]): Promise<number> {
  const result = await pool.query(
    `INSERT INTO categories (slug, name_ko, name_en, parent, position)
     SELECT slug, name_ko, name_en, nullif(parent, ''), position
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY
       AS row (slug, name_ko, name_en, parent, position)
     ON CONFLICT (slug) DO UPDATE
       SET name_ko = excluded.name_ko, name_en = excluded.name_en, parent = excluded.parent,
           position = excluded.position
       WHERE (categories.name_ko, categories.name_en, categories.parent, categories.position)
         IS DISTINCT FROM (excluded.name_ko, excluded.name_en, excluded.parent, excluded.position)
         AND NOT EXISTS (SELECT FROM operator_acts WHERE subject_type = 'category' AND subject_id = categories.slug)`,
    [
      rows.map((row) => row.slug),
      rows.map((row) => row.ko.normalize('NFC')),
      rows.map((row) => row.en.normalize('NFC')),
      rows.map((row) => row.parent),
    ],
  );
  return result.rowCount ?? 0;
}
