import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { RETENTION } from '@/lib/legal/retention';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';

/** Forgets answers remembered for a day: their keys may be used again. */
export async function forgetOldKeys(): Promise<Forgetting> {
  return roundOf((most) =>
    database().execute(sql`
      DELETE FROM idempotency_keys WHERE (user_id, key) IN (
        SELECT user_id, key FROM idempotency_keys
        WHERE created_at < now() - make_interval(hours => ${RETENTION.answerHours})
        ORDER BY created_at LIMIT ${most} FOR UPDATE SKIP LOCKED)`),
  );
}
