import { listSearchesEndpoint, saveSearchEndpoint } from '@/lib/api/endpoints/searches';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { listSearches, type SavedSearch } from '@/lib/saved-searches/list-searches';
import { saveSearch } from '@/lib/saved-searches/save-search';

function toWire({ createdAt, ...search }: SavedSearch) {
  return { ...search, createdAt: createdAt.toISOString() };
}

const list = handle(listSearchesEndpoint, async ({ viewer }) => ({
  items: (await listSearches(viewer.id)).map(toWire),
}));

const create = handle(saveSearchEndpoint, async ({ viewer, body }) => {
  const saved = await saveSearch({ userId: viewer.id, query: body.query, locale: viewer.locale });
  return saved.ok ? toWire(saved.search) : saved;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list, create);
