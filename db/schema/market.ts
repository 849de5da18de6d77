import { sql } from 'drizzle-orm';
import { boolean, check, pgEnum, pgTable } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** `DEMO`: public logins and money out of nothing. `LOAD_TEST`: the money alone. */
export const marketKind = pgEnum('market_kind', ['DEMO', 'LOAD_TEST', 'REAL']);

/** The one row says what kind of market this database holds; once there are people, no application can change it. */
export const market = pgTable(
  'market',
  {
    one: boolean('one').primaryKey().default(true),
    kind: marketKind('kind').notNull(),
    since: instant('since').notNull().defaultNow(),
  },
  (t) => [check('market_is_one', sql`${t.one}`)],
);
