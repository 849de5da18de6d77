import { countAuctions, type ListCounts } from './counts';
import type { ListFilter } from './input';
import { type ListPage, listAuctions } from './list';

/** The person who looks at a list, as far as the list depends on them. */
type Looker = { id: string; regionCode: string } | null;

/**
 * The content of the list page: the auctions, and the counts on its filters. Two queries.
 *
 * @param filter  from `readListQuery`
 */
export async function findAuctions(
  filter: ListFilter,
  viewer: Looker,
): Promise<{ page: ListPage; counts: ListCounts }> {
  const page = listAuctions({ ...filter, from: nearestFrom(filter, viewer) }, viewer?.id ?? null);
  // With words, only the page tells whether matches of similar words count as well.
  const counts = filter.q
    ? page.then(({ similar }) => countAuctions(filter, { similar: similar !== 'none' }))
    : countAuctions(filter);
  // Awaited together: where both fail, neither failure may be left without a handler.
  const [found, counted] = await Promise.all([page, counts]);
  return { page: found, counts: counted };
}

/** The region from which `nearest` is measured: the viewer's own, or for a visitor the selected region; null without both. */
export function nearestFrom({ region }: Pick<ListFilter, 'region'>, viewer: Looker): string | null {
  return viewer?.regionCode ?? region ?? null;
}
