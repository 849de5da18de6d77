import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { RETENTION } from '@/lib/legal/retention';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';

/**
 * Deletes orders whose owner never came back from paying: Toss lets a payment be confirmed for ten minutes after it was
 * agreed to, so after days nothing comes of it. The database lets no others be deleted.
 */
export async function forgetAbandonedOrders(): Promise<Forgetting> {
  return roundOf(async (most) => {
    const { rows } = await database().execute<{ count: number }>(
      sql`SELECT forget_abandoned_orders(${RETENTION.abandonedOrderDays}, ${most}) AS count`,
    );
    return { rowCount: rows[0]?.count ?? 0 };
  });
}
