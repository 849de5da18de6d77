import { formatDate } from '@/lib/format/time';

/** The fields of a notification that decide its place. */
type Placed = { id: string; auctionId: string | null; createdAt: Date };

export type NotificationDay<N> = { day: string; stacks: { newest: N; older: N[] }[] };

/**
 * Notifications by the Korean day, and within a day those of one auction in one stack, at the place of the newest.
 *
 * @param notifications  newest first
 */
export function groupNotifications<N extends Placed>(notifications: readonly N[]): NotificationDay<N>[] {
  const days: NotificationDay<N>[] = [];
  for (const notification of notifications) {
    const day = formatDate(notification.createdAt);
    let last = days.at(-1);
    if (last?.day !== day) {
      last = { day, stacks: [] };
      days.push(last);
    }
    const stack = notification.auctionId
      ? last.stacks.find(({ newest }) => newest.auctionId === notification.auctionId)
      : undefined;
    if (stack) stack.older.push(notification);
    else last.stacks.push({ newest: notification, older: [] });
  }
  return days;
}
