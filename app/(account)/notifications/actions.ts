'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { action } from '@/lib/accounts/action';
import { actingEvenSuspended } from '@/lib/accounts/viewer';
import { textOf } from '@/lib/form-fields';
import { markRead } from '@/lib/notifications/mark-read';
import { openNotification } from '@/lib/notifications/open-notification';

/** Marks the notification in the form's `id` as read and goes where it leads. */
export const openNotificationAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const acting = await actingEvenSuspended();
  if (!acting.ok) redirect('/login?next=/notifications');
  const opened = await openNotification({ userId: acting.viewer.id, notificationId: textOf(form, 'id') });
  redirect(opened.ok ? opened.link : '/notifications');
});

/** Marks all notifications as read. */
export const markAllReadAction = action(async (_previous: unknown, _form: FormData): Promise<void> => {
  const acting = await actingEvenSuspended();
  if (!acting.ok) redirect('/login?next=/notifications');
  await markRead(acting.viewer.id, { all: true });
  refresh();
});
