import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { Forgetting } from '@/lib/retrying/forgetting';

/**
 * Makes the partitions of the months to come, and drops the months that are older than attempts are kept
 * (`RETENTION.attemptYears`, which the database knows by itself). The application cannot delete an attempt in any other way.
 */
export async function keepAttemptPartitions(): Promise<Forgetting> {
  await database().execute(sql`SELECT keep_attempt_partitions()`);
  return 'done';
}
