'use client';

import { useTranslations } from 'next-intl';
import { useRefusalWords } from '@/components/account/refusal-words';
import { ActionForm } from '@/components/action/action-form';
import { useFormAction } from '@/components/action/use-form-action';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { type FormAction, untouched } from './form-answer';
import { FormNotes } from './form-notes';

export type ProfileValues = { nickname: string; email: string; marketing: boolean };

/** The name others see, the address mail goes to, and the one consent that can be taken back. */
export function ProfileForm({
  action,
  profile,
}: {
  action: FormAction<ProfileValues>;
  profile: ProfileValues;
}) {
  const t = useTranslations('settings.profile');
  const account = useTranslations('account');
  const saving = useFormAction(action, untouched(profile));
  const { answer } = saving;
  const { summary, ofField } = useRefusalWords(answer.refusal);
  const { values } = answer;
  return (
    <ActionForm of={saving} className="flex flex-col gap-5" noValidate>
      <FormNotes fault={summary} done={answer.outcome === 'done' ? t('done') : null} />
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
