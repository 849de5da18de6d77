'use client';

import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { FormNotes } from './form-notes';

export type ProfileValues = { nickname: string; email: string; marketing: boolean };
export type ProfileState = ActionState<object, ProfileValues>;

/** The name that others see, the address for mail, and the one consent that can be withdrawn. */
export function ProfileForm({
  action,
  profile,
}: {
  action: FormAction<ProfileState>;
  profile: ProfileValues;
}) {
  const t = useTranslations('settings.profile');
  const account = useTranslations('account');
  const saving = useFormAction(action);
  const { outcome, refusal, kept } = saving.state;
  const { summary, ofField } = useRefusalMessage()(refusal);
  const values = kept ?? profile;
  return (
    <ActionForm of={saving} className="flex flex-col gap-5" noValidate>
      <FormNotes fault={summary} done={outcome === 'done' ? t('done') : null} />
      <Field label={account('nickname')} hint={account('signUp.nicknameHint')} error={ofField('nickname')}>
        <Input name="nickname" autoComplete="nickname" required defaultValue={values.nickname} />
      </Field>
      <Field label={account('email')} error={ofField('email')}>
        <Input name="email" type="email" autoComplete="email" required defaultValue={values.email} />
      </Field>
      <Checkbox
        key={String(values.marketing)}
        name="marketing"
        defaultChecked={values.marketing}
        description={t('marketingHint')}
      >
        {t('marketing')}
      </Checkbox>
      <SubmitButton className="self-start max-sm:w-full">{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
