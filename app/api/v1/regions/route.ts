import { listRegionsEndpoint } from '@/lib/api/endpoints/places';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { invalidInput } from '@/lib/parse-input';
import { childRegions } from '@/lib/regions/queries';
import { searchRegions } from '@/lib/regions/search-regions';

const list = handle(listRegionsEndpoint, async ({ query }) => {
  if (query.q !== undefined) return { items: await searchRegions(query.q, query), nextCursor: null };
  const items = await childRegions(query.parent ?? null);
  return items ? { items, nextCursor: null } : invalidInput({ parent: 'unknownRegion' });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list);
