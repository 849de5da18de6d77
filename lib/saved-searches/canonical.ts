import { type ListFilter, listAuctionsSchema } from '@/lib/auctions/input';
import { queryOf } from '@/lib/http/query';
import type { Money } from '@/lib/money';
import { parseInput } from '@/lib/parse-input';
import type { Result } from '@/lib/result';

/** A saved search is about future auctions: it has neither a state nor an order nor a position in the list. */
type SearchFilter = Omit<ListFilter, 'status' | 'sort' | 'cursor' | 'limit'>;

/**
 * Reads a search that a person wants to save.
 *
 * @param query  the list's URL query
 * @returns the conditions, and the query in the one form that all equal searches share; INVALID_INPUT for conditions that
 *   cannot be read, and without conditions
 */
export function readSearch(
  query: string,
): Result<{ filter: SearchFilter; canonical: string }, 'INVALID_INPUT'> {
  const parsed = parseInput(listAuctionsSchema, queryOf(new URLSearchParams(query)));
  if (!parsed.ok) return parsed;
  const { status: _, sort: __, cursor: ___, limit: ____, ...filter } = parsed.input;
  // The search in titles ignores case.
  const canonical = canonicalQuery({ ...filter, q: filter.q?.toLowerCase() });
  if (canonical === '') return { ok: false, code: 'INVALID_INPUT', fields: { query: 'emptySearch' } };
  return { ok: true, filter, canonical };
}

function canonicalQuery(filter: SearchFilter): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const values = value === undefined ? [] : [value].flat();
    for (const text of values.map(textOf).toSorted()) params.append(name, text);
  }
  return params.toString();
}

function textOf(value: string | Money): string {
  return typeof value === 'string' ? value : value.toFixed();
}

/** The address of the list that a saved search finds, newest first. */
export function searchPath(canonical: string, status: 'ACTIVE' | 'WAITING' = 'ACTIVE'): string {
  const params = new URLSearchParams(canonical);
  if (status === 'WAITING') params.set('status', status);
  params.set('sort', 'recent');
  return `/auctions?${params}`;
}
