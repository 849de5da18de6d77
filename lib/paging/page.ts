import { encodeCursor } from './cursor';

/** One page of a list; `nextCursor` is null on the last one. */
export type Page<Item> = { items: Item[]; nextCursor: string | null };

/**
 * Cuts a page from the rows of a query that reads one row more than `limit`; the extra row shows that there is a next page.
 *
 * @param keys    the sort keys of a row, where the next page begins
 * @param toItem  makes an item of a row
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  {
    limit,
    keys,
    toItem,
  }: { limit: number; keys: (row: Row) => readonly string[]; toItem: (row: Row) => Item },
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(toItem), nextCursor: last === undefined ? null : encodeCursor(keys(last)) };
}

/** The same page with each item in another form. */
export function mapPage<Item, Other>(page: Page<Item>, change: (item: Item) => Other): Page<Other> {
  return { items: page.items.map(change), nextCursor: page.nextCursor };
}
