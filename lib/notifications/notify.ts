import { type SQL, sql } from 'drizzle-orm';
import type { NotificationParams, notificationKind } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import { PERSONAL_TOPIC } from '@/lib/realtime/topics';

export type NotificationKind = (typeof notificationKind.enumValues)[number];

/** A new notification. Its sentence is made when it is shown; `params` holds the facts. */
export type NewNotification = {
  recipientId: string;
  kind: NotificationKind;
  params: NotificationParams;
  /** Path of the page that it leads to. */
  link: string;
  auctionId: string | null;
};

/**
 * Writes notifications in the transaction of the event that they tell about, together with one outbox row, from which the
 * worker announces them to open tabs. A notification that a person should get only once is skipped the second time.
 */
export async function notify(tx: Transaction, notifications: readonly NewNotification[]): Promise<void> {
  if (notifications.length === 0) return;
  await tx.execute(sql`
    WITH told AS (
      INSERT INTO notifications (recipient_id, kind, params, link, auction_id, created_at)
      SELECT v."recipientId", v.kind, v.params, v.link, v."auctionId", clock_timestamp()
      FROM jsonb_to_recordset(${JSON.stringify(notifications)}::jsonb) AS v ("recipientId" bigint, kind notification_kind,
        params jsonb, link text, "auctionId" bigint)
      ON CONFLICT DO NOTHING
      RETURNING id, recipient_id, kind, params, link, created_at
    )
    INSERT INTO outbox (topic, payload, created_at)
    SELECT ${PERSONAL_TOPIC}, jsonb_build_object('message', NULL, 'notices', jsonb_agg(${asNotification()} ORDER BY id)),
      clock_timestamp()
    FROM told HAVING count(*) > 0`);
}

/** A row as the `Announcement` of `lib/realtime/publish.ts` holds it. */
function asNotification(): SQL {
  return sql`jsonb_build_object('userId', recipient_id::text, 'notification', jsonb_build_object(
    'id', id::text, 'kind', kind, 'params', params, 'link', link,
    'createdAt', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))`;
}
