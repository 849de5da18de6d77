import { sendChange } from '@/components/action/send-change';

/** How many notices are unread; null when there is no answer. */
export async function askUnread(): Promise<number | null> {
  try {
    const answer = await fetch('/api/v1/notifications/unread');
    if (!answer.ok) return null;
    const { count } = (await answer.json()) as { count: number };
    return count;
  } catch {
    return null;
  }
}

/** Marks what was told about an auction as read. Should it fail, it stays unread until the next look. */
export async function markAuctionRead(auctionId: string): Promise<void> {
  await sendChange({
    method: 'POST',
    path: '/api/v1/notifications/read',
    body: { auctionId },
    inBackground: true,
  });
}
