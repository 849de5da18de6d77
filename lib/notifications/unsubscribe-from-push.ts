import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { pushSubscriptions } from '@/db/schema';

/** Forgets a browser; one that is not theirs, or not there, is none to forget. */
export async function unsubscribeFromPush(userId: string, endpoint: string): Promise<void> {
  await database()
    .delete(pushSubscriptions)
    .where(and(eq(pushSubscriptions.endpoint, endpoint), eq(pushSubscriptions.userId, userId)));
}
