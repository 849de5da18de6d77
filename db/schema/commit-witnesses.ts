import { bigint, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/**
 * One row for each connection: the number of its last transaction, written by that transaction. After a lost answer to
 * COMMIT it proves the outcome (`db/commit-witness.ts`). Swept a day after the last transaction.
 */
export const commitWitnesses = pgTable('commit_witnesses', {
  connection: uuid('connection').primaryKey(),
  number: bigint('number', { mode: 'number' }).notNull(),
  seenAt: instant('seen_at').notNull().defaultNow(),
});
