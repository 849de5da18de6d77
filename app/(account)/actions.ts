'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { AuthError } from 'next-auth';
import { getLocale } from 'next-intl/server';
import { LoginRefused, signIn, signOut } from '@/auth';
import type { LogInState } from '@/components/account/log-in-form';
import type { SignUpState } from '@/components/account/sign-up-form';
import { action } from '@/lib/accounts/action';
import { safeReturnPath } from '@/lib/accounts/return-path';
import { signUp } from '@/lib/accounts/sign-up';
import { readSignUpForm, signUpInput } from '@/lib/accounts/sign-up-form';
import { textOf } from '@/lib/form-fields';
import { clientAddress } from '@/lib/http/client-address';
import { isSameOrigin } from '@/lib/http/same-origin';
import { regionChoices } from '@/lib/regions/queries';
import { refuse } from '@/lib/result';
import { SEEN_COOKIE } from '@/lib/seen/seen-cookie';

/** Logs in and goes where the form's `next` says; refused, it gives back what was entered but the password. */
export const logInAction = action(async (_before: LogInState, form: FormData): Promise<LogInState> => {
  const username = textOf(form, 'username');
  const password = textOf(form, 'password');
  const refusal = isSameOrigin(await headers())
    ? await startSession({ username, password })
    : refuse('FORBIDDEN');
  if (refusal) return { username, refusal };
  redirect(safeReturnPath(textOf(form, 'next')));
});

/** Signs up, logs in and goes on; with `intent` "regions" it only fetches the next list of regions. */
export const signUpAction = action(async (_before: SignUpState, form: FormData): Promise<SignUpState> => {
  const values = readSignUpForm(form);
  const regions = await regionChoices(values);
  if (textOf(form, 'intent') === 'regions') return { values, regions, refusal: null };
  const requestHeaders = await headers();
  if (!isSameOrigin(requestHeaders)) return { values, regions, refusal: refuse('FORBIDDEN') };
  const password = textOf(form, 'password');
  const input = signUpInput(values, { password, locale: await getLocale() });
  const signedUp = await signUp(input, clientAddress(requestHeaders));
  if (!signedUp.ok) return { values, regions, refusal: signedUp };
  const refusal = await startSession({ username: signedUp.user.username, password });
  // The account is there; only the session is not.
  redirect(refusal ? '/login' : safeReturnPath(textOf(form, 'next')));
});

/** Ends the session of this browser. */
export const logoutAction = action(async (_previous: null, _form: FormData): Promise<void> => {
  if (!isSameOrigin(await headers())) return;
  await signOut({ redirect: false });
  // What they looked at is nothing to the next person at this machine.
  (await cookies()).delete(SEEN_COOKIE);
  redirect('/');
});

/** Sets the session's cookie, or says why not. */
async function startSession(credentials: { username: string; password: string }) {
  try {
    await signIn('credentials', { ...credentials, redirect: false });
    return null;
  } catch (error) {
    if (error instanceof LoginRefused) return error.refusal;
    // Auth.js wraps what broke in looking the person up; an outage has to be seen as one.
    throw error instanceof AuthError ? (error.cause?.err ?? error) : error;
  }
}
