'use client';

import { useTranslations } from 'next-intl';
import { useRefusalWords } from '@/components/account/refusal-words';
import { ActionForm } from '@/components/action/action-form';
import { useFormAction } from '@/components/action/use-form-action';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { type FormAction, untouched } from './form-answer';
import { FormNotes } from './form-notes';

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
  const changing = useFormAction(action, untouched(null));
  const { answer } = changing;
  const { summary, ofField } = useRefusalWords(answer.refusal);
  return (
    <ActionForm of={changing} className="flex flex-col gap-5" noValidate>
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
    </ActionForm>
  );
}
