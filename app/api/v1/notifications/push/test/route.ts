import { testPushCall } from '@/lib/http/calls/notifications';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';
import { testPush } from '@/lib/notifications/test-push';

const send = handle(testPushCall, async ({ viewer, body }) => {
  const tested = await testPush({ userId: viewer.id, endpoint: body.endpoint, locale: viewer.locale });
  return tested.ok ? undefined : tested;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(send);
