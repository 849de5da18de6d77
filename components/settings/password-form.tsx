'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { useRefusalWords } from '@/components/account/refusal-words';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { type FormAction, untouched } from './form-answer';
import { FormNotes, useFocusOnFault } from './form-notes';

/**
 * A new password for the current one; without one yet, the first.
 *
 * @param username  for password managers, which otherwise would not know whose it is
 * @param changed   whether it has just been changed: the page was loaded anew in between
 */
export function PasswordForm({
  action,
  username,
  hasPassword,
  changed,
}: {
  action: FormAction<null>;
  username: string;
  hasPassword: boolean;
  changed: boolean;
}) {
  const t = useTranslations('settings.password');
  const account = useTranslations('account.signUp');
  const [answer, change] = useActionState(action, untouched(null));
  const { summary, ofField } = useRefusalWords(answer.refusal);
  const form = useFocusOnFault(answer);
  return (
    <form ref={form} action={change} className="flex flex-col gap-5" noValidate>
      <FormNotes
        fault={hasPassword ? summary : (ofField('password') ?? summary)}
        done={changed && answer.outcome === 'none' ? t('done') : null}
      />
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      {hasPassword ? (
        <Field label={t('current')} error={ofField('password')}>
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
      ) : null}
      <Field
        label={t('new')}
        hint={ofField('newPassword') ? undefined : account('passwordHint')}
        error={ofField('newPassword')}
      >
        <Input name="newPassword" type="password" autoComplete="new-password" required />
      </Field>
      <SubmitButton className="self-start max-sm:w-full">
        {t(hasPassword ? 'submit' : 'submitFirst')}
      </SubmitButton>
    </form>
  );
}
