import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { notifications } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { type Result, refuse } from '@/lib/result';

/** Marks a notification of a person as read. @returns the path of the page that it leads to */
export async function openNotification({
  userId,
  notificationId,
}: {
  userId: string;
  notificationId: string;
}): Promise<Result<{ link: string }, 'NOT_FOUND'>> {
  if (!idSchema.safeParse(notificationId).success) return refuse('NOT_FOUND');
  const [notification] = await database()
    .update(notifications)
    .set({ isRead: true })
    .where(and(eq(notifications.id, notificationId), eq(notifications.recipientId, userId)))
    .returning({ link: notifications.link });
  return notification ? { ok: true, link: notification.link } : refuse('NOT_FOUND');
}
