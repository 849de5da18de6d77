import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { Transaction } from '@/db/transaction';
import type { Refusal } from '@/lib/result';

/** The refusal of an act that a suspended person cannot do. */
export const REFUSED_WHILE_SUSPENDED: Refusal<'FORBIDDEN'> = {
  ok: false,
  code: 'FORBIDDEN',
  reason: 'SUSPENDED',
};

/**
 * Refuses an act of a suspended person. Every function that writes something which others see calls it, because a person may
 * be suspended between their request and this moment. Bids are checked where they are locked (`lib/bidding/lock.ts`).
 *
 * @param db  the transaction of the act, where it has one
 */
export async function refusalWhileSuspended(
  userId: string,
  db: Pick<Transaction, 'execute'> = database(),
): Promise<Refusal<'FORBIDDEN'> | null> {
  const { rows } = await db.execute(sql`
    SELECT FROM users WHERE id = ${userId} AND suspended_at IS NOT NULL`);
  return rows.length > 0 ? REFUSED_WHILE_SUSPENDED : null;
}

/** A suspension as its person reads it: since when, and the reason in the operator's words. */
export type Suspension = { since: Date; reason: string };

/** @returns null for a person who is not suspended */
export async function suspensionOf(userId: string): Promise<Suspension | null> {
  const { rows } = await database().execute<{ since: string; reason: string | null }>(sql`
    SELECT u.suspended_at AS since,
      (SELECT o.reason FROM operator_acts o
        WHERE o.subject_type = 'user' AND o.subject_id = u.id::text AND o.act = 'SUSPEND_USER'
        ORDER BY o.id DESC LIMIT 1) AS reason
    FROM users u WHERE u.id = ${userId} AND u.suspended_at IS NOT NULL`);
  const [row] = rows;
  return row ? { since: new Date(row.since), reason: row.reason ?? '' } : null;
}
