import { listNotificationsEndpoint } from '@/lib/api/endpoints/notifications';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { listNotifications } from '@/lib/notifications/list';
import { toWireNotification } from '@/lib/notifications/wire';
import { mapPage } from '@/lib/paging/page';

const list = handle(listNotificationsEndpoint, async ({ viewer, query }) => {
  const { cursor, limit, unread } = query;
  const page = await listNotifications({
    userId: viewer.id,
    after: cursor,
    limit,
    unreadOnly: unread === 'true',
  });
  return mapPage(page, toWireNotification);
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list);
