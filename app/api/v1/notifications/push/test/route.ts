import { testPushEndpoint } from '@/lib/api/endpoints/notifications';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { testPush } from '@/lib/notifications/test-push';

const send = handle(testPushEndpoint, async ({ viewer, body }) => {
  const tested = await testPush({ userId: viewer.id, endpoint: body.endpoint, locale: viewer.locale });
  return tested.ok ? undefined : tested;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(send);
