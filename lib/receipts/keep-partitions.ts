import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { RETENTION } from '@/lib/legal/retention';
import type { Forgetting } from '@/lib/retrying/forgetting';

/**
 * Makes the partitions of the months to come, and drops those whose last attempt is older than attempts are kept. The
 * application cannot delete an attempt in any other way.
 */
export async function keepAttemptPartitions(): Promise<Forgetting> {
  await database().execute(
    sql`SELECT keep_attempt_partitions(make_interval(years => ${RETENTION.attemptYears}::int))`,
  );
  return 'done';
}
