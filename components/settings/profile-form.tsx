'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ProofField } from '@/components/account/proof-field';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ProofNeeded } from '@/lib/accounts/confirm-owner';
import { FormNotes } from './form-notes';

export type ProfileValues = { nickname: string; email: string; marketing: boolean };
export type ProfileState = ActionState<object, ProfileValues>;

/** The name that others see, the address for mail, and the one consent that can be withdrawn. */
export function ProfileForm({
  action,
  profile,
  username,
  proof,
}: {
  action: FormAction<ProfileState>;
  profile: ProfileValues;
  username: string;
  /** The proof that a change of the e-mail address needs. */
  proof: ProofNeeded;
}) {
  const t = useTranslations('settings.profile');
  const account = useTranslations('account');
  const saving = useFormAction(action);
  const { outcome, refusal, kept } = saving.state;
  const { summary, ofField } = useRefusalMessage()(refusal);
  const values = kept ?? profile;
  const [isOtherEmail, setOtherEmail] = useState(false);
  const fault = ofField('password');
  // Without a script it is always there.
  const isAsked = isOtherEmail || fault !== undefined || values.email !== profile.email;
  const whenAsked = isAsked ? undefined : 'hidden [@media(scripting:none)]:flex';
  return (
    <ActionForm of={saving} className="flex flex-col gap-5" noValidate>
      <FormNotes fault={summary} done={outcome === 'done' ? t('done') : null} />
      <Field label={account('nickname')} hint={account('signUp.nicknameHint')} error={ofField('nickname')}>
        <Input name="nickname" autoComplete="nickname" required defaultValue={values.nickname} />
      </Field>
      <Field label={account('email')} error={ofField('email')}>
        <Input
          name="email"
          type="email"
          autoComplete="email"
          required
          defaultValue={values.email}
          onInput={(event) => setOtherEmail(event.currentTarget.value.trim() !== profile.email)}
        />
      </Field>
      {proof === 'password' || (proof === 'none' && fault) ? (
        <ProofField username={username} hint={t('proofHint')} error={fault} className={whenAsked} />
      ) : null}
      {proof === 'provider' ? (
        <Callout tone="amber" role="status" className={whenAsked}>
          {t('proveFirst')}{' '}
          <a href="#password" className="font-bold underline underline-offset-4">
            {t('prove')}
          </a>
        </Callout>
      ) : null}
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
