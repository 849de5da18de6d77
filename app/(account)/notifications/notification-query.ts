import { hrefOf, type SearchParams, textIn } from '@/lib/http/query';
import { timePositionSchema } from '@/lib/paging/by-time';

/** The query of the page's address: which notifications, behind which position, how many. */
export type NotificationQuery = { unreadOnly: boolean; cursor: string | null; shown: number };

const STEP = 30;
/** A page with this many entries does not grow further: "more" then leads to the next page. */
const MOST_ON_A_PAGE = 150;

/** Reads the address; a parameter that makes no sense is ignored. */
export function readNotificationQuery({ tab, cursor, shown }: SearchParams): NotificationQuery {
  const wanted = /^\d{1,3}$/.test(textIn(shown) ?? '') ? Number(shown) : STEP;
  return {
    unreadOnly: tab === 'unread',
    cursor: timePositionSchema.safeParse(cursor).success ? (textIn(cursor) ?? null) : null,
    shown: Math.min(Math.max(STEP, wanted), MOST_ON_A_PAGE),
  };
}

/**
 * The address of "more": the same page with more entries, so that the entries on it stay where they are, also when a
 * new one arrives at the top. A page of full length leads to the next page instead.
 *
 * @param nextCursor  null at the end of the list
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
