/**
 * The items that a person has viewed, the latest first, are remembered by their own browser alone, in this cookie: the
 * server reads it to render them with the page and stores nothing.
 */
export const SEEN_COOKIE = 'SEEN_ITEMS';
export const SEEN_SECONDS = 60 * 60 * 24 * 30;

const MOST_KEPT = 12;
/** The largest number of digits of an id, because a person may write anything into their cookie. */
const ID = /^[1-9]\d{0,17}$/;

/** The ids in the cookie, each once; other text is left out. */
export function readSeen(cookie: string | undefined): string[] {
  const ids = (cookie ?? '').split('.').filter((id) => ID.test(id));
  return [...new Set(ids)].slice(0, MOST_KEPT);
}

/** The value of the cookie after this item was viewed as well. */
export function withSeen(cookie: string | undefined, id: string): string {
  return readSeen([id, ...readSeen(cookie)].join('.')).join('.');
}
