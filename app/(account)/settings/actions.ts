'use server';

import { refresh } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signOut } from '@/auth';
import type { FormAnswer, FormRefusal } from '@/components/settings/form-answer';
import type { ProfileValues } from '@/components/settings/profile-form';
import type { RegionValues } from '@/components/settings/region-form';
import { action } from '@/lib/accounts/action';
import { changePassword } from '@/lib/accounts/change-password';
import type { Proof } from '@/lib/accounts/confirm-owner';
import { deleteAccount } from '@/lib/accounts/delete-account';
import { changeLocale, changeRegion, editProfile } from '@/lib/accounts/edit-profile';
import { loginPath } from '@/lib/accounts/return-path';
import { sessionOf } from '@/lib/accounts/session';
import { beginSession } from '@/lib/accounts/session-cookie';
import { actingViewer } from '@/lib/accounts/viewer';
import { unblockPerson } from '@/lib/blocks/unblock-person';
import { isTicked, textOf } from '@/lib/form-fields';
import { clientAddress } from '@/lib/http/client-address';
import { isLocale } from '@/lib/i18n/locale';
import { rememberLocale } from '@/lib/i18n/remember-locale';
import { regionChoices } from '@/lib/regions/queries';

/** Saves nickname, e-mail and the consent to marketing. */
export const saveProfileAction = action(
  async (_previous: FormAnswer<ProfileValues>, form: FormData): Promise<FormAnswer<ProfileValues>> => {
    const values = {
      nickname: textOf(form, 'nickname'),
      email: textOf(form, 'email'),
      marketing: isTicked(form, 'marketing'),
    };
    const acting = await actingViewer();
    if (!acting.ok) return refused(values, acting);
    const saved = await editProfile(acting.viewer.id, values);
    if (!saved.ok) return refused(values, saved);
    refresh();
    return { outcome: 'done', values, refusal: null };
  },
);

/** Moves to another 동; with `intent` "regions" it only fetches the next list. */
export const saveRegionAction = action(
  async (_previous: FormAnswer<RegionValues>, form: FormData): Promise<FormAnswer<RegionValues>> => {
    const chosen = {
      province: textOf(form, 'province'),
      district: textOf(form, 'district'),
      regionCode: textOf(form, 'regionCode'),
    };
    const values = { ...chosen, choices: await regionChoices(chosen) };
    if (textOf(form, 'intent') === 'regions') return { outcome: 'none', values, refusal: null };
    const acting = await actingViewer();
    if (!acting.ok) return refused(values, acting);
    const saved = await changeRegion(acting.viewer.id, chosen.regionCode);
    if (!saved.ok) return refused(values, saved);
    refresh();
    return { outcome: 'done', values, refusal: null };
  },
);

/** The language of this browser's pages and of the person's notices and mail. */
export const saveLanguageAction = action(async (_previous: null, form: FormData): Promise<void> => {
  const locale = textOf(form, 'locale');
  if (!isLocale(locale)) return;
  await rememberLocale(locale);
  const acting = await actingViewer();
  if (acting.ok) await changeLocale(acting.viewer.id, locale);
});

/** Changes the password; this browser goes on with a session of its own, all others end. */
export const changePasswordAction = action(
  async (_previous: FormAnswer<null>, form: FormData): Promise<FormAnswer<null>> => {
    const acting = await actingViewer();
    if (!acting.ok) return refused(null, acting);
    const changed = await changePassword({
      owner: acting.viewer,
      proof: await proofIn(form),
      newPassword: textOf(form, 'newPassword'),
    });
    if (!changed.ok) return refused(null, changed);
    await beginSession(changed.user);
    // Loaded again, because this request still carries the session that has just ended.
    redirect('/settings?changed=password#password');
  },
);

/** Lets somebody bid again. */
export const unblockAction = action(async (_previous: null, form: FormData): Promise<void> => {
  const acting = await actingViewer();
  if (!acting.ok) redirect(loginPath('/settings'));
  await unblockPerson({ sellerId: acting.viewer.id, key: textOf(form, 'key') });
  refresh();
});

/** Closes the account and this browser's session. */
export const deleteAccountAction = action(
  async (
    _previous: FormAnswer<{ confirmation: string }>,
    form: FormData,
  ): Promise<FormAnswer<{ confirmation: string }>> => {
    const confirmation = textOf(form, 'confirmation');
    const acting = await actingViewer();
    if (!acting.ok) return refused({ confirmation }, acting);
    const deleted = await deleteAccount({ owner: acting.viewer, proof: await proofIn(form), confirmation });
    if (!deleted.ok) {
      // The page lists what is to be settled.
      if (deleted.code === 'HINDERED') redirect('/settings/delete');
      return refused({ confirmation }, deleted);
    }
    await signOut({ redirect: false });
    redirect('/settings/deleted');
  },
);

async function proofIn(form: FormData): Promise<Proof> {
  const requestHeaders = await headers();
  const session = await sessionOf(requestHeaders);
  return {
    password: textOf(form, 'password'),
    provenAt: session?.provenAt,
    address: clientAddress(requestHeaders),
  };
}

function refused<Values>(values: Values, refusal: FormRefusal): FormAnswer<Values> {
  return { outcome: 'refused', values, refusal };
}
