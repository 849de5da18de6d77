import { sql } from 'drizzle-orm';
import { database } from '@/db/client';

const KEPT_DAYS = 30;

/** Deletes deliveries that ended a while ago; `dispatched_at` keeps their notifications from being sent again. */
export async function forgetOldDeliveries(): Promise<void> {
  await database().execute(sql`
    DELETE FROM deliveries WHERE status IN ('SENT', 'FAILED', 'LOST')
      AND next_attempt_at < clock_timestamp() - make_interval(days => ${KEPT_DAYS})`);
}
