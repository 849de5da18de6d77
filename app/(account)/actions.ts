'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import type { LogInState } from '@/components/account/log-in-form';
import type { SignUpState } from '@/components/account/sign-up-form';
import { refused } from '@/components/action/action-state';
import { action } from '@/lib/accounts/action';
import { safeReturnPath } from '@/lib/accounts/return-path';
import { beginSession, endBrowserSession } from '@/lib/accounts/session-cookie';
import { signUp } from '@/lib/accounts/sign-up';
import { readSignUpForm, signUpInput } from '@/lib/accounts/sign-up-form';
import { mayHaveSignedUpBefore } from '@/lib/accounts/signed-up-before';
import { verifyPassword } from '@/lib/accounts/verify-password';
import { textOf } from '@/lib/form-fields';
import { clientAddress } from '@/lib/http/client-address';
import { isSameOrigin } from '@/lib/http/same-origin';
import { regionChoices } from '@/lib/regions/queries';
import { refuse } from '@/lib/result';
import { SEEN_COOKIE } from '@/lib/seen/seen-cookie';

/** Logs in and goes where the form's `next` says. A refusal keeps what was entered, except the password. */
export const logInAction = action(async (_previous: unknown, form: FormData): Promise<LogInState> => {
  const username = textOf(form, 'username');
  const password = textOf(form, 'password');
  const requestHeaders = await headers();
  if (!isSameOrigin(requestHeaders)) return refused(refuse('FORBIDDEN'), { username });
  const verified = await verifyPassword({ username, password }, clientAddress(requestHeaders));
  if (!verified.ok) return refused(verified, { username });
  await beginSession(verified.user);
  redirect(safeReturnPath(textOf(form, 'next')));
});

/**
 * Signs up, logs in and goes where the form's `next` says. A person who has done so before, and did not get the answer, is
 * logged in. With `intent` "regions" it only fetches the next list of regions.
 */
export const signUpAction = action(async (_previous: unknown, form: FormData): Promise<SignUpState> => {
  const values = readSignUpForm(form);
  const kept = { values, regions: await regionChoices(values) };
  if (textOf(form, 'intent') === 'regions') return { outcome: 'none', kept };
  const requestHeaders = await headers();
  if (!isSameOrigin(requestHeaders)) return refused(refuse('FORBIDDEN'), kept);
  const password = textOf(form, 'password');
  const input = signUpInput(values, { password, locale: await getLocale() });
  const signedUp = await signUp(input, clientAddress(requestHeaders));
  if (signedUp.ok) {
    await beginSession({ id: signedUp.user.id, sessionVersion: 1 });
  } else if (signedUp.code !== 'ALREADY_TAKEN' || !(await logInAgain(values, password))) {
    return refused(signedUp, kept);
  }
  redirect(safeReturnPath(textOf(form, 'next')));
});

/** Logs in to the account that an earlier press of the same form made. The attempt counts like any other login. */
async function logInAgain(values: { username: string; email: string }, password: string): Promise<boolean> {
  if (!(await mayHaveSignedUpBefore(values))) return false;
  const { username } = values;
  const verified = await verifyPassword({ username, password }, clientAddress(await headers()));
  if (verified.ok) await beginSession(verified.user);
  return verified.ok;
}

/** Ends the session of this browser: on the server, in its other tabs and for its pushes. */
export const logoutAction = action(async (_previous: unknown, _form: FormData): Promise<void> => {
  if (!isSameOrigin(await headers())) return;
  await endBrowserSession();
  // The next person at this machine must not see what this person looked at.
  (await cookies()).delete(SEEN_COOKIE);
  redirect('/');
});
