import { noticeOtherAccount, OTHER_ACCOUNT_STATUS, sendChange } from '@/components/action/send-change';
import { MADE_FOR_HEADER, madeForHere } from '@/lib/accounts/made-for';

/** How many notifications are unread; null when there is no answer, or it would be another account's. */
export async function askUnread(): Promise<number | null> {
  try {
    const headers = { [MADE_FOR_HEADER]: madeForHere() };
    const answer = await fetch('/api/v1/notifications/unread', { headers });
    if (answer.status === OTHER_ACCOUNT_STATUS) {
      noticeOtherAccount(await answer.json(), { inBackground: true });
    }
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
