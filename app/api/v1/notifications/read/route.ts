import { markReadEndpoint } from '@/lib/api/endpoints/notifications';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { markRead } from '@/lib/notifications/mark-read';

const create = handle(markReadEndpoint, async ({ viewer, body }) => {
  const marked = await markRead(viewer.id, body);
  return marked.ok ? undefined : marked;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
