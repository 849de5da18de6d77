import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { inParts } from '@/lib/retrying/in-parts';
import { isOutage } from '@/lib/retrying/is-outage';
import { RareLog } from '@/lib/retrying/rare-log';
import { Resting } from '@/lib/retrying/resting';
import { notify } from './notify';

/** The time before the end at which watchers are reminded. Longer than every `extendWindow`: the end has not moved by then. */
const REMINDED_BEFORE_MINUTES = 10;
const BATCH = 500;
/** Reminders that were not tried by then are left for the next round. */
const LONGEST_ROUND_MS = 10_000;

type Reminder = { user_id: string; auction_id: string; title: string };

const aside = new Resting({ firstMs: 5_000, longestMs: 2 * 60_000 });
const rareLog = new RareLog();

/**
 * Reminds the watchers of an auction that ends soon, each once, whatever extensions follow: of several copies of the worker,
 * and of repeated rounds, the database lets one through. A person who began to watch in these last minutes needs no
 * reminder. A reminder that fails is tried again later and delays no other.
 *
 * @returns whether more are waiting
 */
export async function remindWatchers(): Promise<'done' | 'more waits'> {
  // In one order, so that of two copies that insert the same rows one waits for the other, without a deadlock.
  const due = await database().execute<Reminder>(sql`
    SELECT w.user_id, a.id AS auction_id, a.title
    FROM auctions a JOIN watchers w ON w.auction_id = a.id
    WHERE a.status = 'ACTIVE' AND w.user_id <> a.seller_id
      AND a.end_time > (SELECT clock_timestamp())
      AND a.end_time <= (SELECT clock_timestamp() + make_interval(mins => ${REMINDED_BEFORE_MINUTES}))
      AND w.created_at <= a.original_end_time - make_interval(mins => ${REMINDED_BEFORE_MINUTES})
      AND w.user_id || '/' || a.id <> ALL(${sql.param(aside.resting())}::text[])
      AND NOT EXISTS (SELECT FROM notifications n
        WHERE n.recipient_id = w.user_id AND n.auction_id = a.id AND n.kind = 'ENDING_SOON')
    ORDER BY a.id, w.user_id LIMIT ${BATCH}`);
  await inParts(due.rows, remind, {
    failed: (reminder, error) => {
      const { user_id: userId, auction_id: auctionId } = reminder;
      const failures = aside.failed(`${userId}/${auctionId}`);
      rareLog.error(failures, { error, userId, auctionId }, 'somebody cannot be reminded; later again');
    },
    isOutage,
    limitMs: LONGEST_ROUND_MS,
  });
  return due.rows.length === BATCH ? 'more waits' : 'done';
}

function remind(reminders: readonly Reminder[]): Promise<void> {
  return withTransaction((tx) =>
    notify(
      tx,
      reminders.map((row) => ({
        recipientId: row.user_id,
        kind: 'ENDING_SOON',
        params: { title: row.title },
        link: `/auctions/${row.auction_id}`,
        auctionId: row.auction_id,
      })),
    ),
  );
}
