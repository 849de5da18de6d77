import { type SQL, sql } from 'drizzle-orm';
import { codesOfRegion } from '@/lib/regions/queries';
import { runningSql, shownPriceSql } from './card';
import type { ListFilter } from './input';
import { standsSql } from './removed';
import { holdsWords, wordsOf } from './words';

/** Limits of a list that a person cannot set by a filter. */
export type ListScope = { sellerId?: string; exceptId?: string };

/**
 * The places of the auctions, as alternatives that exclude each other. A region is two alternatives, its own local
 * auctions and all national auctions: each of them finds its rows by an index, which both joined by OR would not. With
 * search words, the words find the rows, and the place is one condition.
 */
export async function placesOf({
  region,
  kind,
  q,
}: Pick<ListFilter, 'region' | 'kind' | 'q'>): Promise<SQL[]> {
  if (kind === 'national') return [sql`a.is_national`];
  if (!region) return [kind === 'local' ? sql`NOT a.is_national` : sql`true`];
  const codes = await codesOfRegion(region);
  const local = codes
    ? sql`NOT a.is_national AND a.region_code BETWEEN ${codes.first} AND ${codes.last}`
    : sql`false`;
  if (kind === 'local') return [local];
  return q ? [sql`(a.is_national OR (${local}))`] : [local, sql`a.is_national`];
}

/** Whether an auction `a` is in a list, as one condition: for queries over few auctions, which need no index. */
export async function inListSql(filter: ListFilter & ListScope): Promise<SQL> {
  const places = await placesOf(filter);
  const somewhere = sql`(${sql.join(
    places.map((place) => sql`(${place})`),
    sql` OR `,
  )})`;
  return allOf([somewhere, ...filterConditions(filter), ...holdsWords(wordsOf(filter.q))]);
}

export function allOf(conditions: readonly SQL[]): SQL {
  return sql`(${sql.join([sql`true`, ...conditions], sql` AND `)})`;
}

/** All conditions of a filter for an auction `a` except place and words. */
export function filterConditions(filter: ListFilter & ListScope): SQL[] {
  const conditions = [
    // An item is removed only when its auction is over, so running ones need no further condition.
    filter.status === 'ACTIVE' ? runningSql : sql`a.status = ${filter.status} AND ${standsSql}`,
    ...priceConditions(filter),
  ];
  if (filter.category) conditions.push(inCategory(filter.category));
  if (filter.condition) conditions.push(inConditions(filter.condition));
  if (filter.sellerId) conditions.push(sql`a.seller_id = ${filter.sellerId}`);
  if (filter.exceptId) conditions.push(sql`a.id <> ${filter.exceptId}`);
  return conditions;
}

export function priceConditions({ minPrice, maxPrice }: Pick<ListFilter, 'minPrice' | 'maxPrice'>): SQL[] {
  return [
    ...(minPrice ? [sql`${shownPriceSql} >= ${minPrice.toFixed()}`] : []),
    ...(maxPrice ? [sql`${shownPriceSql} <= ${maxPrice.toFixed()}`] : []),
  ];
}

export function inCategory(slug: string): SQL {
  return sql`a.category = ANY(ARRAY(SELECT slug FROM categories WHERE slug = ${slug} OR parent = ${slug}))`;
}

export function inConditions(conditions: NonNullable<ListFilter['condition']>): SQL {
  return sql`a.condition = ANY(${sql.param(conditions)}::item_condition[])`;
}
