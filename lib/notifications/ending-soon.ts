import { sql } from 'drizzle-orm';
import { withTransaction } from '@/db/transaction';
import { notify } from './notify';

/** How long before the end watchers are reminded. */
const REMINDED_BEFORE_MINUTES = 10;
const BATCH = 500;

/**
 * Reminds those who watch an auction that ends soon, each once: of several copies of the worker, and of a repeated
 * look, the database lets one through. Who began to watch in these last minutes knows.
 *
 * @returns whether more are waiting
 */
export async function remindWatchers(): Promise<'done' | 'more waits'> {
  return withTransaction(async (tx) => {
    // In one order, so that two copies which insert the same rows wait for each other and not in a circle.
    const due = await tx.execute<{ user_id: string; auction_id: string; title: string }>(sql`
      SELECT w.user_id, a.id AS auction_id, a.title
      FROM auctions a JOIN watchers w ON w.auction_id = a.id
      WHERE a.status = 'ACTIVE' AND w.user_id <> a.seller_id
        AND a.end_time > clock_timestamp()
        AND a.end_time <= clock_timestamp() + make_interval(mins => ${REMINDED_BEFORE_MINUTES})
        AND w.created_at <= a.end_time - make_interval(mins => ${REMINDED_BEFORE_MINUTES})
        AND NOT EXISTS (SELECT FROM notifications n
          WHERE n.recipient_id = w.user_id AND n.auction_id = a.id AND n.kind = 'ENDING_SOON')
      ORDER BY a.id, w.user_id LIMIT ${BATCH}`);
    await notify(
      tx,
      due.rows.map((row) => ({
        recipientId: row.user_id,
        kind: 'ENDING_SOON',
        params: { title: row.title },
        link: `/auctions/${row.auction_id}`,
        auctionId: row.auction_id,
      })),
    );
    return due.rows.length === BATCH ? 'more waits' : 'done';
  });
}
