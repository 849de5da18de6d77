'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { confirmEmail } from '@/lib/account-mail/confirm-email';
import { action } from '@/lib/accounts/action';
import { textOf } from '@/lib/form-fields';
import { isSameOrigin } from '@/lib/http/same-origin';

/** Confirms the address to which the link was sent. The page tells the outcome, also after a lost answer. */
export const confirmEmailAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const token = textOf(form, 'token');
  if (isSameOrigin(await headers())) await confirmEmail(token);
  redirect(`/confirm-email?${new URLSearchParams({ token, done: '' })}`);
});
