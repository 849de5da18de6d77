'use client';

import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { FormNotes } from './form-notes';

/**
 * A new password in exchange for the current one, or the first password of an account without one.
 *
 * @param username  tells password managers whose password it is
 * @param changed   whether it has just been changed; the page was loaded again in between
 */
export function PasswordForm({
  action,
  username,
  hasPassword,
  changed,
}: {
  action: FormAction<ActionState>;
  username: string;
  hasPassword: boolean;
  changed: boolean;
}) {
  const t = useTranslations('settings.password');
  const account = useTranslations('account.signUp');
  const changing = useFormAction(action);
  const { outcome, refusal } = changing.state;
  const { summary, ofField } = useRefusalMessage()(refusal);
  return (
    <ActionForm of={changing} className="flex flex-col gap-5" noValidate>
      <FormNotes
        fault={hasPassword ? summary : (ofField('password') ?? summary)}
        done={changed && outcome === 'none' ? t('done') : null}
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
