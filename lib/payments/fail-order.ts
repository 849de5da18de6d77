import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { paymentOrders } from '@/db/schema';

/** The code that Toss hands to the failure page. It is shown in our own words; Toss' message is not shown. */
export const failureCodeSchema = z.string().regex(/^[A-Z0-9_]{1,64}$/);

/**
 * Notes that somebody came back from the payment window without having paid. Only an order that nobody has begun to confirm
 * fails by this, because the browser's word cannot be trusted: a stranger's link can say the same.
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
