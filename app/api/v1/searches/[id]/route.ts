import { forgetSearchCall } from '@/lib/http/calls/searches';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';
import { forgetSearch } from '@/lib/searches/forget-search';

const remove = handle(forgetSearchCall, async ({ viewer, id }) => {
  const forgotten = await forgetSearch({ userId: viewer.id, searchId: id });
  return forgotten.ok ? undefined : forgotten;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(remove);
