import {
  pushKeyEndpoint,
  subscribeToPushEndpoint,
  unsubscribeFromPushEndpoint,
} from '@/lib/api/endpoints/notifications';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { subscribeToPush } from '@/lib/notifications/subscribe-to-push';
import { unsubscribeFromPush } from '@/lib/notifications/unsubscribe-from-push';
import { vapidKeys } from '@/lib/notifications/vapid';

const key = handle(pushKeyEndpoint, async () => ({ publicKey: vapidKeys().publicKey }));

const subscribe = handle(subscribeToPushEndpoint, async ({ viewer, login, body }) => {
  const subscribed = await subscribeToPush({ userId: viewer.id, login, subscription: body });
  return subscribed.ok ? undefined : subscribed;
});

const unsubscribe = handle(unsubscribeFromPushEndpoint, async ({ viewer, body }) => {
  await unsubscribeFromPush(viewer.id, body.endpoint);
  return undefined;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(key, subscribe, unsubscribe);
