import type { z } from 'zod';
import type { Page } from './page';

/** Rows that an export takes from the database at a time. */
export const EXPORT_PAGE = 500;

/**
 * All items of a list, fetched page by page while the reader goes on. Items that are added to the front of the list
 * meanwhile are not among them.
 *
 * @param position  reads the `nextCursor` of a page
 * @param read      the page behind a position; the first one for undefined
 */
export async function* everyItem<Item, Position>(
  position: z.ZodType<Position, string>,
  read: (after: Position | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  let after: Position | undefined;
  do {
    const page = await read(after);
    yield* page.items;
    after = page.nextCursor === null ? undefined : position.parse(page.nextCursor);
  } while (after !== undefined);
}
