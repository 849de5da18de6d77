import { sql } from 'drizzle-orm';
import { database } from '@/db/client';

/** Forgets answers remembered for more than 24 hours: their keys may be used again. */
export async function forgetOldKeys(): Promise<void> {
  await database().execute(
    sql`DELETE FROM idempotency_keys WHERE created_at < clock_timestamp() - interval '24 hours'`,
  );
}
