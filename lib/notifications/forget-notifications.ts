import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { RETENTION } from '@/lib/legal/retention';

/** Rows looked at in one round. */
const PAGE = 1_000;

/**
 * Deletes notifications half a year after they were made, a year when nobody read them, and what is left of their
 * deliveries. Reviews, payments and all else that they told about stays.
 *
 * Walks through the oldest ones by their id, so that the table needs no index by age: each bid would have to keep it.
 *
 * @param after  the id up to which the walk has come
 * @returns where it goes on; null at its end, for it to begin again another time
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
