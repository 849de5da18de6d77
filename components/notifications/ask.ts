import { announceOtherAccount, OTHER_ACCOUNT_STATUS, sendChange } from '@/components/action/send-change';
import { MADE_FOR_HEADER, madeForHere } from '@/lib/accounts/made-for';

/** The number of unread notifications; null when there is no answer, or when it would be another account's. */
export async function askUnread(): Promise<number | null> {
  try {
    const headers = { [MADE_FOR_HEADER]: madeForHere() };
    const answer = await fetch('/api/v1/notifications/unread', { headers });
    if (answer.status === OTHER_ACCOUNT_STATUS) {
      announceOtherAccount(await answer.json(), { inBackground: true });
    }
    if (!answer.ok) return null;
    const { count } = (await answer.json()) as { count: number };
    return count;
  } catch {
    return null;
  }
}

/**
 * Marks the notifications of an auction as read. If it fails, they stay unread until the next visit.
 *
 * @param asOf  ISO 8601, the time of the state on the screen; later notifications stay unread
 */
export async function markAuctionRead(auctionId: string, asOf: string): Promise<void> {
  await sendChange({
    method: 'POST',
    path: '/api/v1/notifications/read',
    body: { auctionId, asOf },
    inBackground: true,
  });
}
