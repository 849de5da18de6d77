import { countUnreadEndpoint } from '@/lib/api/endpoints/notifications';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { countUnread } from '@/lib/notifications/count-unread';

const read = handle(countUnreadEndpoint, async ({ viewer }) => ({ count: await countUnread(viewer.id) }));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(read);
