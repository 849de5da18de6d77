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

/**
 * Like `notify`, for news that come in numbers: while a person has an unread notification of this kind about this auction,
 * it is renewed and counts the events in `count`, instead of a further one being written. Push and mail therefore go out
 * once until the person has looked.
 */
export async function notifyFolded(
  tx: Transaction,
  { recipientId, kind, params, link, auctionId }: NewNotification & { auctionId: string },
): Promise<void> {
  // Two events at the same moment would both find no unread notification.
  await tx.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`notify:${kind}:${recipientId}:${auctionId}`}, 0))`,
  );
  await tx.execute(sql`
    WITH unread AS (
      SELECT id FROM notifications
      WHERE recipient_id = ${recipientId} AND auction_id = ${auctionId} AND kind = ${kind} AND NOT is_read
      ORDER BY id DESC LIMIT 1 FOR NO KEY UPDATE
    ), renewed AS (
      UPDATE notifications n SET created_at = clock_timestamp(),
        params = ${JSON.stringify(params)}::jsonb
          || jsonb_build_object('count', coalesce((n.params->>'count')::int, 1) + 1)
      FROM unread WHERE n.id = unread.id
      RETURNING n.id, n.recipient_id, n.kind, n.params, n.link, n.created_at
    ), written AS (
      INSERT INTO notifications (recipient_id, kind, params, link, auction_id, created_at)
      SELECT ${recipientId}, ${kind}, ${JSON.stringify(params)}::jsonb, ${link}, ${auctionId}, clock_timestamp()
      WHERE NOT EXISTS (SELECT FROM unread)
      RETURNING id, recipient_id, kind, params, link, created_at
    ), told AS (SELECT * FROM renewed UNION ALL SELECT * FROM written)
    INSERT INTO outbox (topic, payload, created_at)
    SELECT ${PERSONAL_TOPIC}, jsonb_build_object('message', NULL, 'notices', jsonb_agg(${asNotification()})),
      clock_timestamp()
    FROM told HAVING count(*) > 0`);
}

/** A row as the `Announcement` of `lib/realtime/publish.ts` holds it. */
function asNotification(): SQL {
  return sql`jsonb_build_object('userId', recipient_id::text, 'notification', jsonb_build_object(
    'id', id::text, 'kind', kind, 'params', params, 'link', link,
    'createdAt', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))`;
}
