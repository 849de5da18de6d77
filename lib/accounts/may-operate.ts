import { sql } from 'drizzle-orm';

/** Whether the user of a row of `users` may act as an operator now. */
export const mayOperateSql = sql`(role = 'OPERATOR' AND suspended_at IS NULL AND deleted_at IS NULL)`;
