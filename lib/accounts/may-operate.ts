import { sql } from 'drizzle-orm';

/** Whether the user of a row of `users` may stand at the operators' desk now. */
export const mayOperateSql = sql`(role = 'OPERATOR' AND suspended_at IS NULL AND deleted_at IS NULL)`;
