import { isEmailConfirmed } from '@/lib/account-mail/confirm-email';
import { choicesEndpoint, chooseEndpoint } from '@/lib/api/endpoints/notifications';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { chooseNotifications, notificationChoicesOf } from '@/lib/notifications/choices';
import { mailIsOn } from '@/lib/notifications/mail';

async function choicesOf(userId: string) {
  const [choices, emailConfirmed] = await Promise.all([
    notificationChoicesOf(userId),
    isEmailConfirmed(userId),
  ]);
  return { choices, mailIsOn: mailIsOn(), emailConfirmed };
}

const read = handle(choicesEndpoint, ({ viewer }) => choicesOf(viewer.id));

const replace = handle(chooseEndpoint, async ({ viewer, body }) => {
  const chosen = await chooseNotifications(viewer.id, body);
  return chosen.ok ? choicesOf(viewer.id) : chosen;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(read, replace);
