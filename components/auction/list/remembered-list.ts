import type { WireCard } from '@/lib/auctions/wire';
import type { Page } from '@/lib/paging/page';

/** The items that were loaded behind the part of a list that the server rendered. */
export type Loaded = Page<WireCard>;

/** The key of a list: its query, and the position where the rendered part begins. */
type Place = string;

/** Remembered lists by their key, for as long as this tab keeps its script. */
const remembered = new Map<Place, Loaded>();
const REMEMBERED_LISTS = 20;
/** The storage key of the newest list and its scroll position, for a tab that leaves the site and comes back. */
const KEPT_LIST = 'list';

/** Keeps the loaded items, so that a person who comes back from an item finds the list as long as it was. */
export function remember(place: Place, loaded: Loaded): void {
  remembered.delete(place);
  remembered.set(place, loaded);
  const [oldest] = remembered.keys();
  if (remembered.size > REMEMBERED_LISTS && oldest !== undefined) remembered.delete(oldest);
}

export function recall(place: Place): Loaded | undefined {
  return remembered.get(place);
}

/** Keeps the list beyond the life of the page, with its scroll position. */
export function keepForReturn(place: Place, loaded: Loaded): void {
  try {
    sessionStorage.setItem(KEPT_LIST, JSON.stringify({ place, loaded, scrolled: scrollY }));
  } catch {
    // Without storage, or without room in it, the list begins at its start.
  }
}

/**
 * The list that `keepForReturn` kept, if the browser has just come back to it by a step through its history or a
 * reload. It is given once: later visits begin at the start.
 */
export function recallReturn(place: Place): (Loaded & { scrolled: number }) | undefined {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (navigation?.type !== 'back_forward' && navigation?.type !== 'reload') return undefined;
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT_LIST) ?? 'null');
    sessionStorage.removeItem(KEPT_LIST);
    return kept?.place === place ? { ...kept.loaded, scrolled: kept.scrolled } : undefined;
  } catch {
    return undefined;
  }
}
