import type { WireCard } from '@/lib/auctions/wire';
import type { Page } from '@/lib/paging/page';

/** What was loaded behind the part of a list that the server rendered. */
export type Loaded = Page<WireCard>;

/** The place of a list: its query, and where the rendered part ends. */
type Place = string;

/** By the address of the list, for as long as this tab keeps its script. */
const remembered = new Map<Place, Loaded>();
const REMEMBERED_LISTS = 20;
/** The newest list, also for when the tab has left the site and comes back; with how far one had scrolled. */
const KEPT_LIST = 'list';

/** Keeps what was loaded, so that who comes back from an item finds the list as long as it was. */
export function remember(place: Place, loaded: Loaded): void {
  remembered.delete(place);
  remembered.set(place, loaded);
  const [oldest] = remembered.keys();
  if (remembered.size > REMEMBERED_LISTS && oldest !== undefined) remembered.delete(oldest);
}

export function recall(place: Place): Loaded | undefined {
  return remembered.get(place);
}

/** Keeps the list beyond the life of the page, with where one stood. */
export function keepForReturn(place: Place, loaded: Loaded): void {
  try {
    sessionStorage.setItem(KEPT_LIST, JSON.stringify({ place, loaded, scrolled: scrollY }));
  } catch {
    // No storage, or no room in it: the list begins at its start.
  }
}

/**
 * What `keepForReturn` kept, if the browser has just come back to this very list by a step through its history or by
 * loading it again. Said once: later visits begin at the start.
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
