import { countAuctions, type ListCounts } from './counts';
import type { ListFilter } from './input';
import { type ListPage, listAuctions } from './list';

/** Who looks, as far as a list depends on it. */
type Looker = { id: string; regionCode: string } | null;

/**
 * What the list page shows: the auctions, and the counts on its filters. Two queries.
 *
 * @param filter  from `readListQuery`
 */
export async function findAuctions(
  filter: ListFilter,
  viewer: Looker,
): Promise<{ page: ListPage; counts: ListCounts }> {
  const page = listAuctions({ ...filter, from: nearestFrom(filter, viewer) }, viewer?.id ?? null);
  // With words, whether similar ones count as well shows in what was found.
  const counts = filter.q
    ? page.then(({ similar }) => countAuctions(filter, { similar: similar !== 'none' }))
    : countAuctions(filter);
  return { page: await page, counts: await counts };
}

/** What `nearest` is measured from: where the viewer lives, for a visitor the region looked at; null for neither. */
export function nearestFrom({ region }: Pick<ListFilter, 'region'>, viewer: Looker): string | null {
  return viewer?.regionCode ?? region ?? null;
}
