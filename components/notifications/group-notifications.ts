import { formatDate } from '@/lib/format/time';

/** What of a notice decides where it stands. */
type Placed = { id: string; auctionId: string | null; createdAt: Date };

export type NotificationDay<N> = { day: string; stacks: { newest: N; older: N[] }[] };

/**
 * Notices by the Korean day, and within a day those of one auction on one stack, which stands where its newest does.
 *
 * @param notices  newest first
 */
export function groupNotifications<N extends Placed>(notices: readonly N[]): NotificationDay<N>[] {
  const days: NotificationDay<N>[] = [];
  for (const notice of notices) {
    const day = formatDate(notice.createdAt);
    let last = days.at(-1);
    if (last?.day !== day) {
      last = { day, stacks: [] };
      days.push(last);
    }
    const stack = notice.auctionId
      ? last.stacks.find(({ newest }) => newest.auctionId === notice.auctionId)
      : undefined;
    if (stack) stack.older.push(notice);
    else last.stacks.push({ newest: notice, older: [] });
  }
  return days;
}
