import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/transaction';
import { log } from '@/lib/log';
import type { LoginEnd } from './protocol';
import { type Announcement, announce } from './publish';
import { redisReady } from './redis';
import { userChannel } from './topics';

/** Long enough for the first connection of a process to Redis. The person does not wait for it. */
const CONNECT_WITHIN_MS = 500;

/**
 * Tells every gateway that logins of a person have ended, once the transaction has committed: their personal topics end, and
 * tickets that were issued to them are refused from then on. What Redis does not take at once is relayed by the worker.
 */
export async function announceEnd(tx: Transaction, userId: string, end: LoginEnd): Promise<void> {
  const payload: Announcement = { message: null, notices: [], ends: [{ userId, end }] };
  const { rows } = await tx.execute<{ id: string }>(sql`
    INSERT INTO outbox (topic, payload, created_at)
    VALUES (${userChannel(userId)}, ${JSON.stringify(payload)}::jsonb, clock_timestamp()) RETURNING id`);
  const [row] = rows;
  if (!row) throw new Error('the outbox took no row');
  tx.afterCommit(() => {
    redisReady(CONNECT_WITHIN_MS).then(
      (ready) => ready && announce({ id: row.id, payload }),
      (error) => log.debug({ error: String(error), outboxId: row.id }, 'left for the relay'),
    );
  });
}
