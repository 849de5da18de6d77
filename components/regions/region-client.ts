import type { Region } from '@/lib/regions/queries';
import type { RegionMatch } from '@/lib/regions/search-regions';

/** Whether only 동 are searched, or 시/도, 시/군/구 and whole cities as well. */
export type RegionLevel = 'neighbourhood' | 'any';

/** @throws when the list cannot be fetched */
export function fetchRegionsBelow(parent: string): Promise<Region[]> {
  return fetchItems<Region>({ parent });
}

/** @throws when the list cannot be fetched, also because `signal` ended it */
export function searchRegionsByName(
  name: string,
  level: RegionLevel,
  signal: AbortSignal,
): Promise<RegionMatch[]> {
  return fetchItems<RegionMatch>({ q: name, level }, signal);
}

async function fetchItems<T>(query: Record<string, string>, signal?: AbortSignal): Promise<T[]> {
  const response = await fetch(`/api/v1/regions?${new URLSearchParams(query)}`, { signal });
  if (!response.ok) throw new Error(`regions: ${response.status}`);
  const { items } = (await response.json()) as { items: T[] };
  return items;
}
