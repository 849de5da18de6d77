import { hrefOf, type SearchParams, textIn } from '@/lib/http/query';
import { timePositionSchema } from '@/lib/paging/by-time';

/** What the address of the page asks for: which notifications, behind which position, how many. */
export type NotificationQuery = { unreadOnly: boolean; cursor: string | null; shown: number };

const STEP = 30;
/** Beyond it the page starts again behind the last one, so that it stays light. */
const MOST_ON_A_PAGE = 150;

/** Reads the address; what makes no sense is as if it was not there. */
export function readNotificationQuery({ tab, cursor, shown }: SearchParams): NotificationQuery {
  const wanted = /^\d{1,3}$/.test(textIn(shown) ?? '') ? Number(shown) : STEP;
  return {
    unreadOnly: tab === 'unread',
    cursor: timePositionSchema.safeParse(cursor).success ? (textIn(cursor) ?? null) : null,
    shown: Math.min(Math.max(STEP, wanted), MOST_ON_A_PAGE),
  };
}

/**
 * Where "more" leads: the same page grown longer, so that nothing moves under the reader, also when something new
 * comes in at the top; and from some length on the page behind it.
 *
 * @param nextCursor  null when nothing is left
 */
export function nextHref(query: NotificationQuery, nextCursor: string | null): string | null {
  if (nextCursor === null) return null;
  const grows = query.shown + STEP <= MOST_ON_A_PAGE;
  return hrefOf('/notifications', {
    tab: query.unreadOnly ? 'unread' : undefined,
    cursor: grows ? query.cursor : nextCursor,
    shown: grows ? query.shown + STEP : undefined,
  });
}
