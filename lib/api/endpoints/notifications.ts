import { z } from 'zod';
import { notificationKind } from '@/db/schema';
import { endpoint } from '@/lib/api/endpoint';
import { choicesSchema } from '@/lib/notifications/choices';
import { markReadSchema } from '@/lib/notifications/mark-read';
import { subscriptionSchema } from '@/lib/notifications/push-subscription';
import { notificationSchema } from '@/lib/realtime/protocol';
import { listOf, pageQuerySchema } from './fields';

export const listNotificationsEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/notifications',
  summary: 'What I was told, newest first',
  auth: 'evenSuspended',
  status: 200,
  query: pageQuerySchema.extend({
    unread: z
      .literal('true', { error: 'invalid' })
      .optional()
      .meta({ description: 'Only what is not read.' }),
  }),
  answer: listOf(notificationSchema.extend({ isRead: z.boolean() })),
  refusals: [],
});

export const markReadEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/notifications/read',
  summary: 'Mark as read: some, those about one auction, or all',
  auth: 'evenSuspended',
  status: 204,
  body: markReadSchema,
  example: { all: true },
  refusals: [],
  limit: { none: 'each notification is marked once' },
});

export const countUnreadEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/notifications/unread',
  summary: 'How much I have not read',
  auth: 'evenSuspended',
  status: 200,
  answer: z.object({ count: z.int().min(0) }),
  refusals: [],
});

const allChoicesSchema = z.object({
  choices: z.record(z.enum(notificationKind.enumValues), z.object({ push: z.boolean(), email: z.boolean() })),
  mailIsOn: z
    .boolean()
    .meta({ description: 'False where this site can send no mail: then `email` has no effect.' }),
});

export const choicesEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/notifications/choices',
  summary: 'What reaches me over which channel, outside of the site',
  auth: 'evenSuspended',
  status: 200,
  answer: allChoicesSchema,
  refusals: [],
});

export const chooseEndpoint = endpoint({
  method: 'PUT',
  path: '/api/v1/notifications/choices',
  summary: 'Choose what reaches me over which channel',
  description: 'For the kinds given; the others stay as they are.',
  auth: 'evenSuspended',
  status: 200,
  body: choicesSchema,
  example: { OUTBID: { push: true, email: false } },
  answer: allChoicesSchema,
  refusals: [],
  limit: 'changeSetting',
});

export const pushKeyEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/notifications/push',
  summary: 'The `applicationServerKey` for `PushManager.subscribe()`',
  auth: 'none',
  status: 200,
  answer: z.object({ publicKey: z.string().meta({ description: 'P-256, uncompressed, base64url.' }) }),
  refusals: [],
});

export const subscribeToPushEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/notifications/push',
  summary: 'Send pushes to this browser',
  description: 'The body is what `PushSubscription.toJSON()` gives. A person has ten browsers at most.',
  auth: 'evenSuspended',
  status: 204,
  body: subscriptionSchema,
  example: {
    endpoint: 'https://fcm.googleapis.com/fcm/send/abc',
    // The example of RFC 8291.
    keys: {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
  },
  refusals: [],
  limit: 'subscribeToPush',
});

const endpointSchema = z.object({ endpoint: z.string().max(1000) });

export const unsubscribeFromPushEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/v1/notifications/push',
  summary: 'Send no more pushes to this browser',
  auth: 'evenSuspended',
  status: 204,
  body: endpointSchema,
  example: { endpoint: 'https://fcm.googleapis.com/fcm/send/abc' },
  refusals: [],
  limit: { none: 'it deletes one row at most' },
});

export const testPushEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/notifications/push/test',
  summary: 'Send a push to one of my browsers to see that it arrives',
  description:
    'NOT_FOUND: that browser is not subscribed, or no longer. BUSY: its push service did not take it.',
  auth: 'evenSuspended',
  status: 204,
  body: endpointSchema,
  example: { endpoint: 'https://fcm.googleapis.com/fcm/send/abc' },
  refusals: ['NOT_FOUND', 'BUSY'],
  limit: 'testPush',
});
