import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  check,
  doublePrecision,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';

/** 시/도 (1), 시/군/구 (2), 읍/면/동 (3), by the ten-digit code of the Ministry of the Interior. */
export const regions = pgTable(
  'regions',
  {
    code: text('code').primaryKey(),
    name: text('name').notNull(),
    parentCode: text('parent_code').references((): AnyPgColumn => regions.code, { onDelete: 'restrict' }),
    depth: smallint('depth').notNull(),
    lat: doublePrecision('lat').notNull(),
    lng: doublePrecision('lng').notNull(),
  },
  (t) => [
    index('regions_parent').on(t.parentCode),
    check('regions_depth', sql`${t.depth} between 1 and 3 and (${t.depth} = 1) = (${t.parentCode} is null)`),
    // The codes inside a region are one range (lib/regions/codes.ts).
    check(
      'regions_code_within_parent',
      sql`left(${t.code}, case ${t.depth} when 2 then 2 else 5 end) = left(${t.parentCode}, case ${t.depth} when 2 then 2 else 5 end)`,
    ),
  ],
);

/**
 * Names of regions that people use and that are not the official ones: short and former names, and the legal 동 that an
 * administrative 동 governs. Searches look here.
 */
export const regionNames = pgTable(
  'region_names',
  {
    name: text('name').notNull(),
    regionCode: text('region_code')
      .notNull()
      .references(() => regions.code, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.name] })],
);

/** Two levels of categories, keyed by slug; `position` keeps the order of the source file. */
export const categories = pgTable(
  'categories',
  {
    slug: text('slug').primaryKey(),
    nameKo: text('name_ko').notNull(),
    nameEn: text('name_en').notNull(),
    parentSlug: text('parent').references((): AnyPgColumn => categories.slug, { onDelete: 'restrict' }),
    position: smallint('position').notNull(),
  },
  (t) => [index('categories_parent').on(t.parentSlug)],
);
