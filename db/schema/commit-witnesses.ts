import { bigint, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/**
 * One row a connection: the number of its last transaction, written by that transaction. It proves, after a lost answer
 * to COMMIT, what became of it (`db/commit-witness.ts`). Swept a day after the last.
 */
export const commitWitnesses = pgTable('commit_witnesses', {
  connection: uuid('connection').primaryKey(),
  number: bigint('number', { mode: 'number' }).notNull(),
  seenAt: instant('seen_at').notNull().defaultNow(),
});
