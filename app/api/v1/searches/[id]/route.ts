import { forgetSearchEndpoint } from '@/lib/api/endpoints/searches';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { forgetSearch } from '@/lib/saved-searches/forget-search';

const remove = handle(forgetSearchEndpoint, async ({ viewer, id }) => {
  const forgotten = await forgetSearch({ userId: viewer.id, searchId: id });
  return forgotten.ok ? undefined : forgotten;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(remove);
