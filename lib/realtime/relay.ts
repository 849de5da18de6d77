import { sql } from 'drizzle-orm';
import { type Transaction, withTransaction } from '@/db/transaction';
import { log } from '@/lib/log';
import { discard } from './outbox';
import { PERSONAL_TOPIC } from './protocol';
import { announcementSchema, publish } from './publish';
import { redisReady } from './redis';

/** Rows of one transaction; their locks are held while Redis is told. */
const BATCH = 200;

type OutboxRow = { id: string; payload: unknown };

/** How a round of the relay ended. */
export type RelayRound = 'done' | 'more waits' | 'redis is away';

/**
 * Announces what waits in the outbox: news of national auctions that nobody announced for two
 * seconds (a crash between commit and publish, Redis away), and the personal notices of local
 * auctions, which are always left to the worker.
 *
 * Rows go in the order they were written and are deleted only after Redis took them, so everything is
 * announced at least once. Receivers compare versions, so once more does no harm.
 *
 * Several copies may run at once: SKIP LOCKED keeps them apart.
 */
export async function relayOutbox(): Promise<RelayRound> {
  if (!(await redisReady(0))) return 'redis is away';
  return withTransaction(async (tx) => {
    const rows = await waitingRows(tx);
    const announced = await announceInOrder(rows);
    await discard(
      announced.map((row) => row.id),
      tx,
    );
    if (announced.length < rows.length) return 'redis is away';
    return rows.length === BATCH ? 'more waits' : 'done';
  });
}

async function waitingRows(tx: Transaction): Promise<OutboxRow[]> {
  const result = await tx.execute<OutboxRow>(sql`
    SELECT id, payload FROM outbox
    WHERE topic = ${PERSONAL_TOPIC} OR created_at < clock_timestamp() - interval '2 seconds'
    ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`);
  return result.rows;
}

/** Stops at the first row that Redis does not take; the rest waits with it. */
async function announceInOrder(rows: readonly OutboxRow[]): Promise<OutboxRow[]> {
  const announced: OutboxRow[] = [];
  for (const row of rows) {
    const announcement = announcementSchema.safeParse(row.payload);
    if (!announcement.success) {
      // A payload of another version of this code: nobody can read it, and it must not block the rest.
      log.error({ outboxId: row.id, error: announcement.error }, 'an outbox row cannot be read; discarded');
    } else {
      try {
        await publish(announcement.data);
      } catch (error) {
        log.warn(
          { error: String(error), waiting: rows.length - announced.length },
          'Redis refused; later again',
        );
        break;
      }
    }
    announced.push(row);
  }
  return announced;
}
