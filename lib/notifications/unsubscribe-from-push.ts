import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { pushSubscriptions } from '@/db/schema';

/** Deletes a browser's subscription; a subscription of another person, or an unknown one, changes nothing. */
export async function unsubscribeFromPush(userId: string, endpoint: string): Promise<void> {
  await database()
    .delete(pushSubscriptions)
    .where(and(eq(pushSubscriptions.endpoint, endpoint), eq(pushSubscriptions.userId, userId)));
}
