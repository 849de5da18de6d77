'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { type ActionState, refused } from '@/components/action/action-state';
import type { DeleteState } from '@/components/settings/delete-form';
import type { ProfileState } from '@/components/settings/profile-form';
import type { RegionState } from '@/components/settings/region-form';
import { action } from '@/lib/accounts/action';
import { changePassword } from '@/lib/accounts/change-password';
import { deleteAccount } from '@/lib/accounts/delete-account';
import { changeLocale, changeRegion, editProfile } from '@/lib/accounts/edit-profile';
import { proofIn } from '@/lib/accounts/proof-in';
import { loginPath } from '@/lib/accounts/return-path';
import { beginSession, endBrowserSession } from '@/lib/accounts/session-cookie';
import { actingEvenSuspended, actingViewer } from '@/lib/accounts/viewer';
import { unblockPerson } from '@/lib/blocks/unblock-person';
import { isTicked, textOf } from '@/lib/form-fields';
import { isLocale } from '@/lib/i18n/locale';
import { rememberLocale } from '@/lib/i18n/remember-locale';
import { regionChoices } from '@/lib/regions/queries';

/** Saves nickname, e-mail and the consent to marketing. */
export const saveProfileAction = action(async (_previous: unknown, form: FormData): Promise<ProfileState> => {
  const values = {
    nickname: textOf(form, 'nickname'),
    email: textOf(form, 'email'),
    marketing: isTicked(form, 'marketing'),
  };
  const acting = await actingViewer();
  if (!acting.ok) return refused(acting, values);
  const saved = await editProfile(acting.viewer.id, values);
  if (!saved.ok) return refused(saved, values);
  refresh();
  return { outcome: 'done', kept: values };
});

/** Moves the person to another 동. With `intent` "regions" it only fetches the next list. */
export const saveRegionAction = action(async (_previous: unknown, form: FormData): Promise<RegionState> => {
  const chosen = {
    province: textOf(form, 'province'),
    district: textOf(form, 'district'),
    regionCode: textOf(form, 'regionCode'),
  };
  const values = { ...chosen, choices: await regionChoices(chosen) };
  if (textOf(form, 'intent') === 'regions') return { outcome: 'none', kept: values };
  const acting = await actingEvenSuspended();
  if (!acting.ok) return refused(acting, values);
  const saved = await changeRegion(acting.viewer.id, chosen.regionCode);
  if (!saved.ok) return refused(saved, values);
  refresh();
  return { outcome: 'done', kept: values };
});

/** Sets the language of this browser's pages and of the person's notifications and mail. */
export const saveLanguageAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const locale = textOf(form, 'locale');
  if (!isLocale(locale)) return;
  await rememberLocale(locale);
  const acting = await actingEvenSuspended();
  if (acting.ok) await changeLocale(acting.viewer.id, locale);
});

/** Changes the password. This browser gets a new session; all others end. */
export const changePasswordAction = action(
  async (_previous: unknown, form: FormData): Promise<ActionState> => {
    const acting = await actingEvenSuspended();
    if (!acting.ok) return refused(acting, null);
    const changed = await changePassword({
      owner: acting.viewer,
      proof: await proofIn(form),
      newPassword: textOf(form, 'newPassword'),
    });
    if (!changed.ok) return refused(changed, null);
    await beginSession(changed.user);
    // The page is loaded again, because this request still carries the session that has just ended.
    redirect('/settings?changed=password#password');
  },
);

/** Unblocks a person, so that they can bid again. */
export const unblockAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const acting = await actingViewer();
  if (!acting.ok) redirect(acting.code === 'FORBIDDEN' ? '/suspended' : loginPath('/settings'));
  await unblockPerson({ sellerId: acting.viewer.id, key: textOf(form, 'key') });
  refresh();
});

/** Closes the account and ends this browser's session. */
export const deleteAccountAction = action(
  async (_previous: unknown, form: FormData): Promise<DeleteState> => {
    const confirmation = textOf(form, 'confirmation');
    const acting = await actingEvenSuspended();
    if (!acting.ok) return refused(acting, { confirmation });
    const deleted = await deleteAccount({ owner: acting.viewer, proof: await proofIn(form), confirmation });
    if (!deleted.ok) {
      // The page lists what has to be settled first.
      if (deleted.code === 'HINDERED') redirect('/settings/delete');
      return refused(deleted, { confirmation });
    }
    await endBrowserSession();
    redirect('/settings/deleted');
  },
);
