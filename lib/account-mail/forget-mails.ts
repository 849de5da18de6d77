import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { RETENTION } from '@/lib/legal/retention';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';

/** Deletes mails about accounts that ended a while ago, with their addresses and links. */
export async function forgetOldAccountMails(): Promise<Forgetting> {
  return roundOf((most) =>
    database().execute(sql`
      DELETE FROM account_mails WHERE id IN (
        SELECT id FROM account_mails WHERE status IN ('SENT', 'FAILED', 'LOST')
          AND next_attempt_at < now() - make_interval(days => ${RETENTION.deliveryDays})
        ORDER BY next_attempt_at LIMIT ${most} FOR UPDATE SKIP LOCKED)`),
  );
}
