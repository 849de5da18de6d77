import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';

/** Toss lets a payment be confirmed for ten minutes after it was agreed to, so after days nothing comes of it. */
const KEPT_DAYS = 30;

/** Deletes orders whose owner never came back from paying. The database lets no others be deleted. */
export async function forgetAbandonedOrders(): Promise<Forgetting> {
  return roundOf(async (most) => {
    const { rows } = await database().execute<{ count: number }>(
      sql`SELECT forget_abandoned_orders(${KEPT_DAYS}, ${most}) AS count`,
    );
    return { rowCount: rows[0]?.count ?? 0 };
  });
}
