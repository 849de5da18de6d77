import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { RETENTION } from '@/lib/legal/retention';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';

/** Deletes deliveries that ended a while ago; `dispatched_at` keeps their notifications from being sent again. */
export async function forgetOldDeliveries(): Promise<Forgetting> {
  return roundOf((most) =>
    database().execute(sql`
      DELETE FROM deliveries WHERE id IN (
        SELECT id FROM deliveries WHERE status IN ('SENT', 'FAILED', 'LOST')
          AND next_attempt_at < now() - make_interval(days => ${RETENTION.deliveryDays})
        ORDER BY next_attempt_at LIMIT ${most} FOR UPDATE SKIP LOCKED)`),
  );
}
