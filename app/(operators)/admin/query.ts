import type { SearchParams } from '@/lib/http/query';
import { idSchema } from '@/lib/id';
import { type IdPosition, idPositionSchema } from '@/lib/paging/by-id';

/** How many rows a list of the desk shows at once. */
export const ROWS_SHOWN = 30;

/** Where a page begins, in lists that are paged by id. A plain id, as addresses used to hold it, is read as well. */
export function readPosition({ cursor }: SearchParams): IdPosition | undefined {
  const id = idSchema.safeParse(cursor).data;
  return id === undefined ? idPositionSchema.safeParse(cursor).data : [id];
}
