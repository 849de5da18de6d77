/** A page of rows, newest first by their id; `nextCursor` is the id that the next page lies before. */
export type IdPage<T> = { items: T[]; nextCursor: string | null };

/** Cuts a page out of rows of which one more than `limit` was asked for: that one tells whether there is a next page. */
export function pageById<T extends { id: string }>(rows: readonly T[], limit: number): IdPage<T> {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
