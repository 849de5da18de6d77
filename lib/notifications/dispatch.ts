import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { inParts } from '@/lib/retrying/in-parts';
import { isOutage } from '@/lib/retrying/is-outage';
import { RareLog } from '@/lib/retrying/rare-log';
import { Resting } from '@/lib/retrying/resting';
import { CHANNEL_DEFAULTS } from './channels';
import { mailIsOn } from './mail';

const BATCH = 200;
/** A person with the auction on screen reads the notification there at once, and is then not told again by their phone. */
const READ_ON_SCREEN_WITHIN_SECONDS = 2;
/** Notifications that were not tried by then are left for the next round. */
const LONGEST_ROUND_MS = 10_000;
/** The age limit, for a long standstill of the worker: nobody wants yesterday's news on the lock screen. */
const NEWS_FOR_HOURS = 24;

const aside = new Resting({ firstMs: 1_000, longestMs: 10 * 60_000 });
const rareLog = new RareLog();

/**
 * Hands committed notifications to the channels that their recipients chose: one delivery for each browser that accepts
 * pushes, and one for the mail if the person has confirmed the address. Notifications that were read by then, or are old, need no delivery.
 *
 * A notification that cannot be handed over is tried again with growing delays, and delays no other. Several copies may run
 * at once; each notification is handed over once.
 *
 * @returns whether more are waiting
 */
export async function dispatchNotifications(): Promise<'done' | 'more waits'> {
  const waiting = await database().execute<{ id: string }>(sql`
    SELECT id FROM notifications
    WHERE dispatched_at IS NULL AND id <> ALL(${sql.param(aside.resting())}::bigint[])
      AND created_at <= clock_timestamp() - make_interval(secs => ${READ_ON_SCREEN_WITHIN_SECONDS})
    ORDER BY id LIMIT ${BATCH}`);
  await inParts(
    waiting.rows.map(({ id }) => id),
    async (ids) => {
      await handOver(ids);
      for (const id of ids) aside.succeeded(id);
    },
    {
      failed: (notificationId, error) => {
        const failures = aside.failed(notificationId);
        rareLog.error(
          failures,
          { error, notificationId },
          'a notification cannot be handed over; later again',
        );
      },
      isOutage,
      limitMs: LONGEST_ROUND_MS,
    },
  );
  return waiting.rows.length === BATCH ? 'more waits' : 'done';
}

/** Hands over all of these, or none if it throws. Skips rows that another copy has locked. */
async function handOver(ids: readonly string[]): Promise<void> {
  const defaults = Object.entries(CHANNEL_DEFAULTS).map(([kind, channels]) => ({ kind, ...channels }));
  await withTransaction(async (tx) => {
    await tx.execute(sql`
      WITH fresh AS MATERIALIZED (
        SELECT id, recipient_id, kind, is_read, created_at FROM notifications
        WHERE dispatched_at IS NULL AND id = ANY(${sql.param(ids)}::bigint[])
        ORDER BY id FOR UPDATE SKIP LOCKED
      ), wanted AS (
        SELECT f.id, f.recipient_id, coalesce(c.push, d.push) AS push,
          coalesce(c.email, d.email) AND u.email_confirmed_at IS NOT NULL AS email
        FROM fresh f
        JOIN jsonb_to_recordset(${JSON.stringify(defaults)}::jsonb)
          AS d (kind notification_kind, push boolean, email boolean) USING (kind)
        JOIN users u ON u.id = f.recipient_id AND u.deleted_at IS NULL
        LEFT JOIN notification_choices c ON c.user_id = f.recipient_id AND c.kind = f.kind
        WHERE NOT f.is_read AND f.created_at > clock_timestamp() - make_interval(hours => ${NEWS_FOR_HOURS})
      ), handed_over AS (
        INSERT INTO deliveries (notification_id, channel, push_subscription_id)
        SELECT w.id, 'PUSH'::delivery_channel, s.id
        FROM wanted w JOIN push_subscriptions s ON s.user_id = w.recipient_id WHERE w.push
        UNION ALL
        SELECT w.id, 'EMAIL', NULL FROM wanted w WHERE w.email AND ${mailIsOn()}::boolean
        ON CONFLICT DO NOTHING
      )
      UPDATE notifications n SET dispatched_at = clock_timestamp() FROM fresh WHERE n.id = fresh.id`);
  });
}
