import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { z } from 'zod';
import { idSchema } from '@/lib/id';
import { cursorSchema } from './cursor';
import { DIRECTIONS, type First } from './direction';

/** A moment to the microsecond: a `Date` would cut it, and rows that share a millisecond would be repeated or skipped. */
export const cursorTimeSchema = z.iso.datetime({ precision: 6 }).startsWith('20');

/** A time of the database as `cursorTimeSchema` reads it. */
export function cursorTimeSql(time: SQLWrapper): SQL<string> {
  return sql<string>`to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** For the `cursor` of a request: the time and the id of the last row of the page before. */
export const timePositionSchema = cursorSchema(z.tuple([cursorTimeSchema, idSchema]));
export type TimePosition = z.output<typeof timePositionSchema>;

/**
 * The order of a list by time, then id, for columns of Drizzle and for SQL alike. Rows that are added later do not
 * shift its pages.
 *
 * @param first  whether the list begins with the newest or the oldest row
 */
export function byTime({ time, id, first }: { time: SQLWrapper; id: SQLWrapper; first: First }) {
  const direction = DIRECTIONS[first];
  return {
    /** The time as it goes into a cursor: to be selected as `at`, see `timePosition`. */
    at: cursorTimeSql(time),
    /** For ORDER BY. */
    order: sql`${time} ${direction.order}, ${id} ${direction.order}`,
    /** Condition for the rows behind a position; undefined without one, for a list from its beginning. */
    behind: (after: TimePosition | undefined): SQL | undefined =>
      after && sql`(${time}, ${id}) ${direction.behind} (${after[0]}::timestamptz, ${after[1]}::bigint)`,
  };
}

/** The position of a row. */
export function timePosition({ at, id }: { at: string; id: string }): TimePosition {
  return [at, id];
}
