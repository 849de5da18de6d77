import { and, count, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { notifications } from '@/db/schema';

/** The number of notifications that a person has not read. */
export async function countUnread(userId: string): Promise<number> {
  const [row] = await database()
    .select({ unread: count() })
    .from(notifications)
    .where(and(eq(notifications.recipientId, userId), eq(notifications.isRead, false)));
  return row?.unread ?? 0;
}
