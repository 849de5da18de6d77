import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { RETENTION } from '@/lib/legal/retention';

/** The number of rows that one round reads. */
const PAGE = 1_000;

/**
 * Deletes notifications half a year after they were made, or a year if nobody read them, with the rest of their deliveries.
 * Reviews, payments and everything else that they told about stay.
 *
 * It walks through the oldest rows by their id, so that the table needs no index by age, which each bid would have to
 * maintain.
 *
 * @param after  the id that the walk has reached
 * @returns the id where it continues; null at the end, to begin again another time
 */
export async function forgetOldNotifications(after: string | null): Promise<string | null> {
  const { rows } = await database().execute<{
    last: string | null;
    looked: number;
    is_old: boolean | null;
  }>(sql`
    WITH page AS MATERIALIZED (
      SELECT id, is_read, created_at FROM notifications WHERE id > ${after ?? '0'} ORDER BY id LIMIT ${PAGE}
    ), forgotten AS (
      DELETE FROM notifications WHERE id IN (
        SELECT n.id FROM notifications n JOIN page USING (id)
        WHERE n.created_at < now() - make_interval(days =>
          CASE WHEN n.is_read THEN ${RETENTION.readNoticeDays}::int ELSE ${RETENTION.unreadNoticeDays}::int END)
        ORDER BY n.id FOR UPDATE OF n SKIP LOCKED)
    )
    SELECT max(id)::text AS last, count(*)::int AS looked,
      bool_or(created_at < now() - make_interval(days => ${RETENTION.readNoticeDays})) AS is_old
    FROM page`);
  const [page] = rows;
  const goesOn = page?.looked === PAGE && page.is_old;
  return goesOn ? page.last : null;
}
