import { countUnreadCall } from '@/lib/http/calls/notifications';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';
import { countUnread } from '@/lib/notifications/count-unread';

const read = handle(countUnreadCall, async ({ viewer }) => ({ count: await countUnread(viewer.id) }));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(read);
