'use server';

import { redirect } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import { action } from '@/lib/accounts/action';
import { loginPath } from '@/lib/accounts/return-path';
import { actingEvenSuspended } from '@/lib/accounts/viewer';
import { isTicked, textOf } from '@/lib/form-fields';
import { chooseNotifications, notificationChoicesOf } from '@/lib/notifications/choices';
import { mailIsOn } from '@/lib/notifications/mail';
import { forgetSearch } from '@/lib/saved-searches/forget-search';
import { saveSearch } from '@/lib/saved-searches/save-search';

const PAGE = '/settings/notifications';

/** Saves the switches of the whole form, named `KIND.channel`. A browser does not send a switch that is off. */
export const chooseNotificationsAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const acting = await actingEvenSuspended();
  if (!acting.ok) redirect(loginPath(PAGE));
  const before = await notificationChoicesOf(acting.viewer.id);
  const choices = Object.entries(before).map(([kind, { email }]) => [
    kind,
    // Without a mail server the switch for mail is disabled, and its absence says nothing.
    { push: isTicked(form, `${kind}.push`), email: mailIsOn() ? isTicked(form, `${kind}.email`) : email },
  ]);
  const chosen = await chooseNotifications(acting.viewer.id, Object.fromEntries(choices));
  redirect(`${PAGE}?${chosen.ok ? 'saved=choices' : 'problem=notSaved'}`);
});

/** Deletes the saved search in the form's `id`. The page then offers to restore it. */
export const forgetSearchAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const acting = await actingEvenSuspended();
  if (!acting.ok) redirect(loginPath(PAGE));
  const forgotten = await forgetSearch({ userId: acting.viewer.id, searchId: textOf(form, 'id') });
  const query = forgotten.ok ? `?${new URLSearchParams({ forgotten: textOf(form, 'query') })}` : '';
  redirect(`${PAGE}${query}#searches`);
});

/** Saves a search again that was just deleted. */
export const restoreSearchAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const acting = await actingEvenSuspended();
  if (!acting.ok) redirect(loginPath(PAGE));
  const query = textOf(form, 'query');
  const saved = await saveSearch({
    userId: acting.viewer.id,
    query,
    locale: await getLocale(),
  });
  // Choices that could not be restored are offered again.
  const offer = saved.ok ? '' : `?${new URLSearchParams({ problem: 'notSaved', forgotten: query })}`;
  redirect(`${PAGE}${offer}#searches`);
});
