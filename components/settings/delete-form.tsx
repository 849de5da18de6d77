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

export type DeleteState = ActionState<object, { confirmation: string }>;

/** The last step before an account is deleted: the password, if there is one, and the nickname typed by hand. */
export function DeleteForm({
  action,
  username,
  nickname,
  hasPassword,
}: {
  action: FormAction<DeleteState>;
  username: string;
  nickname: string;
  hasPassword: boolean;
}) {
  const t = useTranslations('settings.delete');
  const removing = useFormAction(action);
  const { refusal, kept } = removing.state;
  const { summary, ofField } = useRefusalMessage()(refusal);
  return (
    <ActionForm of={removing} className="flex flex-col gap-5" noValidate>
      <FormNotes fault={hasPassword ? summary : (ofField('password') ?? summary)} done={null} />
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      {hasPassword ? (
        <Field label={t('password')} error={ofField('password')}>
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
      ) : null}
      <Field
        label={t('confirmation')}
        hint={t('confirmationHint', { nickname })}
        error={ofField('confirmation')}
      >
        <Input name="confirmation" autoComplete="off" required defaultValue={kept?.confirmation} />
      </Field>
      <SubmitButton variant="live" size="lg" block>
        {t('submit')}
      </SubmitButton>
    </ActionForm>
  );
}
