import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';

const KEPT_HOURS = 24;

/** Forgets answers remembered for more than 24 hours: their keys may be used again. */
export async function forgetOldKeys(): Promise<Forgetting> {
  return roundOf((most) =>
    database().execute(sql`
      DELETE FROM idempotency_keys WHERE (user_id, key) IN (
        SELECT user_id, key FROM idempotency_keys
        WHERE created_at < now() - make_interval(hours => ${KEPT_HOURS})
        ORDER BY created_at LIMIT ${most} FOR UPDATE SKIP LOCKED)`),
  );
}
