import { listNotificationsEndpoint } from '@/lib/api/endpoints/notifications';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { listNotifications } from '@/lib/notifications/list';

const list = handle(listNotificationsEndpoint, async ({ viewer, query }) => {
  const { cursor, limit, unread } = query;
  const page = await listNotifications({
    userId: viewer.id,
    after: cursor,
    limit,
    unreadOnly: unread === 'true',
  });
  return {
    items: page.items.map(({ auctionId: _, picture: __, ...notification }) => ({
      ...notification,
      createdAt: notification.createdAt.toISOString(),
    })),
    nextCursor: page.nextCursor,
  };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list);
