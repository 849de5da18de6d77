import type { z } from 'zod';
import { idSchema } from '@/lib/id';
import { type IdPosition, idPositionSchema } from '@/lib/paging/by-id';

export type Query = Record<string, string | string[] | undefined>;

/** How many rows a list of the desk shows at once. */
export const ROWS_SHOWN = 30;

/** The part of an address that narrows a list; what is no filter is left out, field by field. */
export function readFilter<S extends z.ZodObject>(schema: S, query: Query): Partial<z.output<S>> {
  const filter: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const parsed = (field as z.ZodType).safeParse(query[name] || undefined);
    if (parsed.success && parsed.data !== undefined) filter[name] = parsed.data;
  }
  return filter as Partial<z.output<S>>;
}

/** Where a page begins, in lists that are paged by id. A plain id, as addresses used to hold it, is read as well. */
export function readPosition({ cursor }: Query): IdPosition | undefined {
  const id = idSchema.safeParse(cursor).data;
  return id === undefined ? idPositionSchema.safeParse(cursor).data : [id];
}

/** The same list further on; null after its last page. */
export function nextHref(path: string, filter: object, cursor: string | null): string | null {
  return cursor === null ? null : hrefOf(path, { ...filter, cursor });
}

export function hrefOf(path: string, filter: object): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && value !== '') params.set(name, String(value));
  }
  return params.size > 0 ? `${path}?${params}` : path;
}
