import { type SQL, sql } from 'drizzle-orm';
import { database, searchDatabase } from '@/db/client';
import { cursorTimeSql } from '@/lib/paging/by-time';
import { type Page, pageOf } from '@/lib/paging/page';
import { type Point, regionPoint } from '@/lib/regions/queries';
import { type AuctionSummary, selectCards, shownPriceSql } from './card';
import { allOf, filterConditions, type ListScope, placesOf } from './conditions';
import type { ListCursor, ListFilter } from './input';
import type { ListSort } from './list-query';
import { isMovedByBids, markOf, markSql, movedSql } from './moved';
import { holdsSimilarWords, holdsWords, wordsOf } from './words';

/** `from`: the region from which `nearest` is measured; without it the newest come first. */
type ListRequest = ListFilter & ListScope & { from?: string | null };

/** Words with fewer matches than this are searched again less strictly. */
const FEW = 3;

/**
 * `similar`: how much of the page matches only similar words, because the requested words had few matches or none.
 */
export type ListPage = Page<AuctionSummary> & { similar: 'none' | 'some' | 'all' };

/**
 * Lists auctions: one query, paged by the sort keys of the last row. Bids that are placed while a person pages do not move
 * its rows: none comes twice, and none is skipped.
 *
 * A region means itself and everything below it; national auctions are in every region. A category means itself and its
 * children. Without a status, or with ACTIVE, the list has auctions that can be bid on now. If words have few matches, the
 * matches of similar words follow in the same order.
 *
 * @param filter    from `listAuctionsSchema` or `readListQuery`; its cursor belongs to its sort
 * @param viewerId  whose saved items are marked; null for a visitor
 */
export async function listAuctions(filter: ListRequest, viewerId: string | null = null): Promise<ListPage> {
  const order = await orderOf(filter);
  const { key, direction } = ORDERS[order.sort];
  const found = await parts(filter, order, await placesOf(filter));
  const rows = await selectCards<ListRow>(
    sql`${withSql(distancesSql(order), movedSql(filter.cursor))}
      SELECT id, ${key} AS sort_key, similar_words, row_number() OVER () AS place,
        ${isMovedByBids(order.sort) ? markSql : sql`NULL`} AS mark
      FROM (SELECT * FROM (${sql.join(found, sql` UNION ALL `)}) AS found
        ORDER BY similar_words, value ${direction}, id ${direction} LIMIT ${filter.limit + 1}) AS chosen`,
    viewerId,
    filter.q ? searchDatabase() : database(),
  );
  const page = pageOf(rows, {
    limit: filter.limit,
    keys: (row) => cursorKeys(order, row, filter.cursor),
    toItem: (row) => row.card,
  });
  return { ...page, similar: shareOfSimilar(rows.slice(0, filter.limit)) };
}

function shareOfSimilar(rows: readonly ListRow[]): ListPage['similar'] {
  if (!rows.some((row) => row.similar_words)) return 'none';
  return rows.every((row) => row.similar_words) ? 'all' : 'some';
}

type ListRow = { id: string; sort_key: string; similar_words: boolean; mark: string };

/** The sort of a list, and the point from which distances are measured. */
type Order =
  | { sort: Exclude<ListSort, 'nearest'>; from: null }
  | { sort: 'nearest'; from: Point & { code: string } };

async function orderOf({ sort, from, cursor }: ListRequest): Promise<Order> {
  if (sort !== 'nearest') return { sort, from: null };
  // A person who moves house while paging goes on measuring from where they began.
  const code = cursor?.[0] === 'nearest' ? cursor[4] : from;
  const point = code ? await regionPoint(code) : null;
  return code && point ? { sort, from: { code, ...point } } : { sort: 'recent', from: null };
}

/** The rows that match the words and, where those are few, the rows that match only similar words. */
async function parts(filter: ListRequest, order: Order, places: readonly SQL[]): Promise<SQL[]> {
  const { limit } = filter;
  const cursor = filter.cursor?.[0] === order.sort ? filter.cursor : undefined;
  const words = wordsOf(filter.q);
  const exact = allOf(holdsWords(words));
  const alike = await holdsSimilarWords(words);
  const narrow = words.length > 0 || (filter.region !== undefined && filter.category !== undefined);
  const onlyByPlace = words.length === 0 && !filter.category;
  const hasMoved = movedSql(cursor) !== null;
  const part = (conditions: SQL[], similar: boolean) =>
    places.flatMap((place) => {
      const behind = cursor && (cursor[1] === 'similar') === similar ? cursor : null;
      const rows = (moved: boolean) => {
        const position = behind
          ? [isBehind(behind, moved ? sql`moved.value` : ORDERS[order.sort].value)]
          : [];
        const still = hasMoved && !moved ? [sql`a.id NOT IN (SELECT id FROM moved)`] : [];
        const where = allOf([place, ...filterConditions(filter), ...conditions, ...position, ...still]);
        return branch({ order, where, similar, narrow, onlyByPlace, moved, limit: limit + 1 });
      };
      return hasMoved ? [rows(false), rows(true)] : [rows(false)];
    });
  if (!alike) return part([exact], false);
  const onlyAlike = [...alike, sql`NOT ${exact}`];
  if (cursor?.[1] === 'similar') return part(onlyAlike, true);
  const few = sql`${upToFew(filter, places, exact)} < ${FEW}`;
  return [...part([exact], false), ...part([...onlyAlike, few], true)];
}

/** The number of exact matches, counted up to `FEW`. It depends on no row, so the database computes it once. */
function upToFew(filter: ListRequest, places: readonly SQL[], exact: SQL): SQL {
  const branches = places.map(
    (place) =>
      sql`(SELECT FROM auctions a WHERE ${allOf([place, ...filterConditions(filter), exact])} LIMIT ${FEW})`,
  );
  return sql`(SELECT count(*) FROM (${sql.join(branches, sql` UNION ALL `)}) AS few)`;
}

type Branch = {
  order: Order;
  where: SQL;
  similar: boolean;
  /** The conditions leave few rows: those are found first and sorted afterwards. */
  narrow: boolean;
  /** Neither words nor a category narrow the rows: the nearest are found by going from one 동 to the next. */
  onlyByPlace: boolean;
  /** The rows that bids have moved since the list began. */
  moved: boolean;
  limit: number;
};

/**
 * The first rows of one place in order: `id`, `value` and whether similar words found them.
 *
 * OFFSET keeps the planner from another plan: it assumes that matching rows come early in any order, and then reads the
 * whole market in that order to find the few that match.
 */
function branch({ order, where, similar, narrow, onlyByPlace, moved, limit }: Branch): SQL {
  const { direction } = ORDERS[order.sort];
  const value = moved ? sql`moved.value` : ORDERS[order.sort].value;
  const found = sql`SELECT a.id, ${value} AS value, ${sql.raw(String(similar))} AS similar_words FROM`;
  const first = sql`ORDER BY value ${direction}, id ${direction} LIMIT ${limit}`;
  if (moved) return sql`(${found} moved JOIN auctions a ON a.id = moved.id WHERE ${where} ${first})`;
  if (order.sort === 'nearest' && onlyByPlace) {
    return sql`(${found} (SELECT * FROM far ORDER BY metres) AS far, LATERAL (
      SELECT a.id FROM auctions a WHERE a.region_code = far.code AND ${where} OFFSET 0) AS a ${first})`;
  }
  const rows =
    order.sort === 'nearest' ? sql`auctions a JOIN far ON far.code = a.region_code` : sql`auctions a`;
  if (!narrow) return sql`(${found} ${rows} WHERE ${where} ${first})`;
  return sql`(SELECT * FROM (${found} ${rows} WHERE ${where} OFFSET 0) AS few ${first})`;
}

function withSql(...parts: (SQL | null)[]): SQL {
  const given = parts.filter((part) => part !== null);
  return given.length === 0 ? sql`` : sql`WITH ${sql.join(given, sql`, `)}`;
}

/** `far`: metres from a point to all 동, computed on a plane, which is exact enough within one country. */
function distancesSql({ from }: Order): SQL | null {
  if (from === null) return null;
  return sql`far AS MATERIALIZED (
    SELECT code, round(111320 * sqrt(
      (lat - ${from.lat}::float8) ^ 2 + ((lng - ${from.lng}::float8) * cosd(${from.lat}::float8)) ^ 2))::int AS metres
    FROM regions WHERE depth = 3)`;
}

/**
 * The value by which rows are ordered. The id follows in the same direction and makes every order total. `key` is the
 * value as it goes into the cursor.
 */
const ORDERS: Record<ListSort, { value: SQL; key: SQL; direction: SQL }> = {
  // Ids are assigned in order of creation, so the id alone is enough.
  recent: { value: sql`0`, key: sql`''`, direction: sql`DESC` },
  ending: {
    value: sql`a.end_time`,
    key: cursorTimeSql(sql`value`),
    direction: sql`ASC`,
  },
  price_asc: { value: shownPriceSql, key: sql`value::text`, direction: sql`ASC` },
  price_desc: { value: shownPriceSql, key: sql`value::text`, direction: sql`DESC` },
  most_bids: { value: sql`a.bid_count`, key: sql`value::text`, direction: sql`DESC` },
  nearest: { value: sql`far.metres`, key: sql`value::text`, direction: sql`ASC` },
};

/** The keys of a row, as `listAuctionsSchema` reads them. */
function cursorKeys({ sort, from }: Order, row: ListRow, before: ListCursor | undefined): string[] {
  const part = row.similar_words ? 'similar' : 'exact';
  if (sort === 'recent') return [sort, part, row.id];
  const keys = [sort, part, row.id, row.sort_key];
  if (sort === 'nearest') return [...keys, from.code];
  if (!isMovedByBids(sort)) return keys;
  // All pages of a list have the mark of the first one.
  return [...keys, (before && markOf(before)) ?? row.mark];
}

/** Condition for the rows behind the cursor, in its order. @param value  the value of a row in that order */
function isBehind(cursor: ListCursor, value: SQL): SQL {
  const id = sql`${cursor[2]}::bigint`;
  switch (cursor[0]) {
    case 'recent':
      return sql`a.id < ${id}`;
    case 'ending':
      return sql`(a.end_time, a.id) > (${cursor[3]}::timestamptz, ${id})`;
    case 'price_asc':
      return sql`(${value}, a.id) > (${cursor[3]}::numeric, ${id})`;
    case 'price_desc':
      return sql`(${value}, a.id) < (${cursor[3]}::numeric, ${id})`;
    case 'most_bids':
      return sql`(${value}, a.id) < (${cursor[3]}::int, ${id})`;
    case 'nearest':
      return sql`far.metres >= ${cursor[3]}::int AND (far.metres, a.id) > (${cursor[3]}::int, ${id})`;
    default:
      return cursor satisfies never;
  }
}
