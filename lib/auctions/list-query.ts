import { wonIn } from '@/lib/format/parse-won';

/** The order of a list. */
export const LIST_SORTS = ['recent', 'ending', 'price_asc', 'price_desc', 'most_bids', 'nearest'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

export const AUCTION_KINDS = ['local', 'national'] as const;
export type AuctionKind = (typeof AUCTION_KINDS)[number];

/** The states that the list offers; cancelled auctions are listed for a caller who names that state. */
export const LISTED_STATUSES = ['ACTIVE', 'WAITING', 'ENDED'] as const;

/** The conditions of a list as they stand in its address: each once or, where several count, as a list. */
export type ListQuery = Readonly<Record<string, string | readonly string[]>>;

/** Their order in the address, so that the same list has the same address. */
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

/** What goes without saying and is left out of the address. */
const DEFAULTS: Record<string, string> = { status: 'ACTIVE', sort: 'recent' };

/** What is a condition, as opposed to an order or a place in the list. */
const CONDITIONS = NAMES.filter((name) => name !== 'sort' && name !== 'cursor');

/**
 * The query of a list, changed.
 *
 * Where one is in the list is not carried along: another list begins at its start.
 *
 * @param changes  by name: a new value, or null to take the condition away
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

/** How many conditions narrow a list down. */
export function conditionCount(query: ListQuery): number {
  const search = new URLSearchParams(listSearch(query));
  return CONDITIONS.filter((name) => search.has(name)).length;
}

/** Nothing but the order. */
export function withoutConditions(query: ListQuery): ListQuery {
  return query.sort ? { sort: query.sort } : {};
}

/**
 * A query whose prices stand there as somebody typed them, with whole won in their place. What cannot be read stays, to be
 * named as such.
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
 * Which region a form asks for. Without a script it sends all three of its lists, and a wider choice may have been
 * changed without the narrower ones: what does not lie in what stands before it is dropped.
 *
 * @param codes   as sent, widest first
 * @param pathOf  from the widest region to the one given; empty for none
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
