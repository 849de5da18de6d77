import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { RETENTION } from '@/lib/legal/retention';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';

/**
 * Deletes orders whose owner never came back from paying. Toss accepts a confirmation for ten minutes after the owner agreed
 * to the payment, so after days nothing can come of it. The database lets no other orders be deleted.
 */
export async function forgetAbandonedOrders(): Promise<Forgetting> {
  return roundOf(async (most) => {
    const { rows } = await database().execute<{ count: number }>(
      sql`SELECT forget_abandoned_orders(${RETENTION.abandonedOrderDays}, ${most}) AS count`,
    );
    return { rowCount: rows[0]?.count ?? 0 };
  });
}
