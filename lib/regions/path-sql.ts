import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { SHARED_DIGITS } from './codes';

/**
 * A region and the regions that it lies in, as rows of `code`, `name` and `depth`; no row for a code that names no region.
 * The codes above a region follow from its own (docs/decisions/010), so nothing has to walk up the tree.
 */
export function regionPathSql(code: SQLWrapper | string | null): SQL {
  const above = [SHARED_DIGITS[1], SHARED_DIGITS[2]].map(
    (shared) => sql`rpad(left(here.code, ${shared}), length(here.code), '0')`,
  );
  return sql`
    SELECT r.code, r.name, r.depth
    FROM regions here
      JOIN regions r ON r.code = ANY(ARRAY[here.code, ${sql.join(above, sql`, `)}])
        AND (r.code = here.code OR r.depth < here.depth)
    WHERE here.code = ${code}`;
}
