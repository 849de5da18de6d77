import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { paymentOrders } from '@/db/schema';

/** What Toss hands to the failure page: its code is shown in our own words, its message not at all. */
export const failureCodeSchema = z.string().regex(/^[A-Z0-9_]{1,64}$/);

/**
 * Notes that somebody came back from the payment window without having paid. Only an order that nobody has begun to
 * confirm fails by this: it is the browser's word, and a stranger's link can say it too.
 */
export async function failOrder({
  userId,
  orderId,
  code,
}: {
  userId: string;
  orderId: string;
  code: string;
}): Promise<void> {
  await database()
    .update(paymentOrders)
    .set({ status: 'FAILED', failureCode: code, nextCheckAt: null, updatedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(paymentOrders.orderId, orderId),
        eq(paymentOrders.userId, userId),
        eq(paymentOrders.status, 'CREATED'),
      ),
    );
}
