'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import { type FormAction, useFormAction } from '@/components/action/use-form-action';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import type { RegionChoices, SignUpValues } from '@/lib/accounts/sign-up-form';
import type { Region } from '@/lib/regions/queries';
import type { Refusal } from '@/lib/result';
import { Consents } from './consents';
import { useRefusalWords } from './refusal-words';
import { RegionPicker } from './region-picker';

export type SignUpState = {
  values: SignUpValues;
  regions: RegionChoices;
  refusal: Refusal<'INVALID_INPUT' | 'ALREADY_TAKEN' | 'RATE_LIMITED' | 'FORBIDDEN'> | null;
};

export type SignUpAction = FormAction<SignUpState>;

export const NOTHING_YET: SignUpState = {
  values: {
    username: '',
    email: '',
    nickname: '',
    province: '',
    district: '',
    regionCode: '',
    terms: false,
    privacy: false,
    age14: false,
    marketing: false,
  },
  regions: { districts: [], neighbourhoods: [] },
  refusal: null,
};

/**
 * Everything a new member says of themselves; works without a script. The password comes after the region, because
 * without a script choosing a region sends the form, and a password is never sent back.
 *
 * @param provinces  all 시/도
 * @param returnTo   where to go afterwards, a path of this site
 */
export function SignUpForm({
  action,
  provinces,
  returnTo,
}: {
  action: SignUpAction;
  provinces: Region[];
  returnTo: string;
}) {
  const t = useTranslations('account');
  const signingUp = useFormAction(action, NOTHING_YET);
  const { values, regions, refusal } = signingUp.answer;
  const { summary, ofField } = useRefusalWords(refusal);
  return (
    <ActionForm of={signingUp} className="flex flex-col gap-5" noValidate>
      <input type="hidden" name="next" value={returnTo} />
      {/* The first button of a form is what Enter presses: not the one that fetches regions. */}
      <button type="submit" tabIndex={-1} aria-hidden className="sr-only" />
      <div role="alert" className="empty:hidden">
        {summary ? (
          <Callout tone="live" icon={<CircleAlert aria-hidden />}>
            {summary}
          </Callout>
        ) : null}
      </div>
      <Field label={t('username')} hint={t('signUp.usernameHint')} error={ofField('username')}>
        <Input
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          defaultValue={values.username}
        />
      </Field>
      <Field label={t('email')} error={ofField('email')}>
        <Input name="email" type="email" autoComplete="email" required defaultValue={values.email} />
      </Field>
      <Field label={t('nickname')} hint={t('signUp.nicknameHint')} error={ofField('nickname')}>
        <Input name="nickname" autoComplete="nickname" required defaultValue={values.nickname} />
      </Field>
      <RegionPicker provinces={provinces} chosen={values} choices={regions} error={ofField('regionCode')} />
      <Field
        label={t('password')}
        hint={ofField('password') ? undefined : t('signUp.passwordHint')}
        error={ofField('password')}
      >
        <Input name="password" type="password" autoComplete="new-password" required />
      </Field>
      <Consents given={values} errorOf={(consent) => ofField(`consents.${consent}`)} />
      <SubmitButton size="lg" block>
        {t('signUp.submit')}
      </SubmitButton>
    </ActionForm>
  );
}
