import { desc, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { idSchema } from '@/lib/id';
import { CURSOR_TIME_FORMAT, cursorSchema, cursorTimeSchema, encodeCursor } from '@/lib/paging/cursor';

/** For the `cursor` of a request: when the last row of the page before was made, and its id. */
export const positionSchema = cursorSchema(z.tuple([cursorTimeSchema, idSchema]));
export type Position = z.output<typeof positionSchema>;

/** What a query needs to give rows newest first, paged by position, so that new rows do not shift the pages. */
export function newestFirst(columns: { createdAt: PgColumn; id: PgColumn }) {
  const { createdAt, id } = columns;
  return {
    /** To be selected as `at`: the time to the microsecond, which a `Date` would cut. */
    at: sql<string>`to_char(${createdAt} AT TIME ZONE 'UTC', ${CURSOR_TIME_FORMAT})`,
    order: [desc(createdAt), desc(id)] as const,
    /** Condition for the rows behind a position; all rows for none. */
    behind: (after: Position | undefined): SQL | undefined =>
      after && sql`(${createdAt}, ${id}) < (${after[0]}::timestamptz, ${after[1]}::bigint)`,
  };
}

/**
 * Cuts a page out of rows of which one more than `limit` was asked for: that one tells whether there is a next page.
 */
export function pageOf<Row extends { at: string }, Item extends { id: string }>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit).map((row) => ({ at: row.at, item: toItem(row) }));
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ item }) => item),
    nextCursor: last ? encodeCursor([last.at, last.item.id]) : null,
  };
}
