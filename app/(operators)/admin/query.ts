import type { SearchParams } from '@/lib/http/query';
import { idSchema } from '@/lib/id';
import { type IdPosition, idPositionSchema } from '@/lib/paging/by-id';

/** The number of rows on a page of an operators' list. */
export const ROWS_SHOWN = 30;

/** The position of a page, in lists that are paged by id. A plain id, as in addresses of an earlier release, is read as well. */
export function readPosition({ cursor }: SearchParams): IdPosition | undefined {
  const id = idSchema.safeParse(cursor).data;
  return id === undefined ? idPositionSchema.safeParse(cursor).data : [id];
}
