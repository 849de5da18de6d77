import { wonIn } from '@/lib/format/parse-won';

/** The order of a list. */
export const LIST_SORTS = ['recent', 'ending', 'price_asc', 'price_desc', 'most_bids', 'nearest'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

export const AUCTION_KINDS = ['local', 'national'] as const;
export type AuctionKind = (typeof AUCTION_KINDS)[number];

/** The states that the list offers; cancelled auctions are listed for a caller who names that state. */
export const LISTED_STATUSES = ['ACTIVE', 'WAITING', 'ENDED'] as const;

/** The conditions of a list as they stand in its address: a text, or a list where several values count. */
export type ListQuery = Readonly<Record<string, string | readonly string[]>>;

/** The order of the names in the address, so that the same list always has the same address. */
const NAMES = [
  'q',
  'region',
  'category',
  'minPrice',
  'maxPrice',
  'condition',
  'kind',
  'status',
  'sort',
  'cursor',
];

/** Values that are left out of the address. */
const DEFAULTS: Record<string, string> = { status: 'ACTIVE', sort: 'recent' };

/** The names of conditions, as opposed to the order of the list and a position in it. */
const CONDITIONS = NAMES.filter((name) => name !== 'sort' && name !== 'cursor');

/**
 * The query of a list after a change. The position in the list is dropped: another list begins at its start.
 *
 * @param changes  by name: a new value, or null to remove the condition
 * @returns "" or the query with its "?"
 */
export function listSearch(
  query: ListQuery,
  changes: Readonly<Record<string, string | readonly string[] | null>> = {},
): string {
  const { cursor: _, ...rest } = query;
  const wanted = { ...rest, ...changes };
  const params = new URLSearchParams();
  for (const name of NAMES) {
    for (const value of [wanted[name] ?? []].flat()) {
      if (value.trim() !== '' && value !== DEFAULTS[name]) params.append(name, value);
    }
  }
  return params.size > 0 ? `?${params}` : '';
}

/** The address of a list; see `listSearch`. */
export function listHref(query: ListQuery, changes?: Parameters<typeof listSearch>[1]): string {
  return `/auctions${listSearch(query, changes)}`;
}

/** The number of conditions that narrow a list. */
export function conditionCount(query: ListQuery): number {
  const search = new URLSearchParams(listSearch(query));
  return CONDITIONS.filter((name) => search.has(name)).length;
}

/** The query with its order alone. */
export function withoutConditions(query: ListQuery): ListQuery {
  return query.sort ? { sort: query.sort } : {};
}

/**
 * A query with prices as a person typed them becomes one with whole won. Text that cannot be read stays, so that it can be
 * named as unreadable.
 */
export function readPrices<Query extends Record<string, string | string[] | undefined>>(query: Query): Query {
  const read = (text: string) => String(wonIn(text) ?? text);
  const prices = ['minPrice', 'maxPrice'].flatMap((name) => {
    const value = query[name];
    if (value === undefined) return [];
    return [[name, typeof value === 'string' ? read(value) : value.map(read)]];
  });
  return { ...query, ...Object.fromEntries(prices) };
}

/**
 * The region that a form asks for. Without a script the form sends all three of its lists, and a wider choice may have been
 * changed without the narrower ones: a region that does not lie in the wider choice is dropped.
 *
 * @param codes   as sent, the widest first
 * @param pathOf  the path from the widest region to the given one; empty if there is no such region
 */
export async function chosenRegion(
  codes: readonly string[],
  pathOf: (code: string) => Promise<readonly { code: string }[]>,
): Promise<string | null> {
  let chosen: string | null = null;
  for (const code of codes.filter((one) => one.trim() !== '')) {
    if (chosen === null) {
      chosen = code;
      continue;
    }
    const path = await pathOf(code);
    if (path.some((step) => step.code === chosen)) chosen = code;
  }
  return chosen;
}
