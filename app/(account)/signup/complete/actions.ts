'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import type { SignUpState } from '@/components/account/sign-up-form';
import { refused } from '@/components/action/action-state';
import { action } from '@/lib/accounts/action';
import { userBehind } from '@/lib/accounts/connected-logins';
import { forgetPendingSignUp, pendingSignUp } from '@/lib/accounts/oauth-flow';
import { safeReturnPath } from '@/lib/accounts/return-path';
import { beginSession } from '@/lib/accounts/session-cookie';
import { readSignUpForm } from '@/lib/accounts/sign-up-form';
import { signUpWithProvider } from '@/lib/accounts/sign-up-with-provider';
import type { VerifiedUser } from '@/lib/accounts/verify-password';
import { textOf } from '@/lib/form-fields';
import { clientAddress } from '@/lib/http/client-address';
import { isSameOrigin } from '@/lib/http/same-origin';
import { regionChoices } from '@/lib/regions/queries';
import { refuse } from '@/lib/result';

/**
 * Signs up the person whom a provider has proven, and goes on. With `intent` "regions" it only fetches the next list.
 */
export const completeSignUpAction = action(
  async (_previous: unknown, form: FormData): Promise<SignUpState> => {
    const values = readSignUpForm(form);
    const kept = { values, regions: await regionChoices(values) };
    if (textOf(form, 'intent') === 'regions') return { outcome: 'none', kept };
    const requestHeaders = await headers();
    if (!isSameOrigin(requestHeaders)) return refused(refuse('FORBIDDEN'), kept);
    const login = await pendingSignUp();
    if (!login) redirect('/login?problem=expired');
    // An earlier press made the account, and its answer was lost.
    const before = await userBehind(login);
    if (before.ok) return goOn(before.user, login.next);
    const { email, nickname, regionCode, terms, privacy, age14, marketing } = values;
    const input = {
      email,
      nickname,
      regionCode,
      consents: { terms, privacy, age14, marketing },
      locale: await getLocale(),
    };
    const signedUp = await signUpWithProvider(login, input, clientAddress(requestHeaders));
    if (!signedUp.ok) return refused(signedUp, kept);
    return goOn({ id: signedUp.user.id, sessionVersion: 1 }, login.next);
  },
);

async function goOn(user: VerifiedUser, next: string): Promise<never> {
  await forgetPendingSignUp();
  await beginSession(user);
  redirect(safeReturnPath(next));
}
