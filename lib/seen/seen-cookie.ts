/**
 * The items that somebody looked at, the latest first, are remembered by their own browser alone, in this cookie: the
 * server reads it to draw them with the page and keeps nothing of it.
 */
export const SEEN_COOKIE = 'SEEN_ITEMS';
export const SEEN_SECONDS = 60 * 60 * 24 * 30;

const MOST_KEPT = 12;
/** No more digits than any id can have, whatever somebody wrote into their cookie. */
const ID = /^[1-9]\d{0,17}$/;

/** The ids in the cookie, each once; what is no id is passed over. */
export function readSeen(cookie: string | undefined): string[] {
  const ids = (cookie ?? '').split('.').filter((id) => ID.test(id));
  return [...new Set(ids)].slice(0, MOST_KEPT);
}

/** What the cookie says once this item has been looked at too. */
export function withSeen(cookie: string | undefined, id: string): string {
  return readSeen([id, ...readSeen(cookie)].join('.')).join('.');
}
