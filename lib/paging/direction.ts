import { sql } from 'drizzle-orm';

/** Which row a list begins with. */
export type First = 'newest' | 'oldest';

/** How a list is ordered, and how its sort keys compare with those of a row before them. */
export const DIRECTIONS = {
  newest: { order: sql`DESC`, behind: sql`<` },
  oldest: { order: sql`ASC`, behind: sql`>` },
} as const;
