import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { z } from 'zod';
import { idSchema } from '@/lib/id';
import { cursorSchema } from './cursor';
import { DIRECTIONS, type First } from './direction';

/** For the `cursor` of a request: the id of the last row of the page before. */
export const idPositionSchema = cursorSchema(z.tuple([idSchema]));
export type IdPosition = z.output<typeof idPositionSchema>;

/** The order of a list by id alone, which is the order in which its rows were made; see `byTime`. */
export function byId({ id, first }: { id: SQLWrapper; first: First }) {
  const direction = DIRECTIONS[first];
  return {
    /** For ORDER BY. */
    order: sql`${id} ${direction.order}`,
    /** Condition for the rows behind a position; undefined without one, for a list from its beginning. */
    behind: (after: IdPosition | undefined): SQL | undefined =>
      after && sql`${id} ${direction.behind} ${after[0]}::bigint`,
  };
}

/** The position of a row. */
export function idPosition({ id }: { id: string }): IdPosition {
  return [id];
}
