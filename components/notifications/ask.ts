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
  await send('POST', '/api/v1/notifications/read', { auctionId });
}

/** Sends a change to the JSON API. @returns the status, 0 without an answer */
export async function send(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown): Promise<number> {
  try {
    const answer = await fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.status;
  } catch {
    return 0;
  }
}
