'use client';

import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Field } from '@/components/ui/field';
import { FormAlert } from '@/components/ui/form-alert';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import type { RegionChoices, SignUpValues } from '@/lib/accounts/sign-up-form';
import type { Region } from '@/lib/regions/queries';
import { Consents } from './consents';
import { RegionPicker } from './region-picker';

type SignUpFields = { values: SignUpValues; regions: RegionChoices };

export type SignUpState = ActionState<object, SignUpFields>;

export type SignUpAction = FormAction<SignUpState>;

export const EMPTY_SIGN_UP: SignUpFields = {
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
};

/**
 * Everything that a new member tells. Works without a script. The password comes after the region, because without a
 * script choosing a region sends the form, and a password is never sent back.
 *
 * @param provinces  all 시/도
 * @param returnTo   the page to go to afterwards, a path of this site
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
  const signingUp = useFormAction(action);
  const { refusal, kept } = signingUp.state;
  const { values, regions } = kept ?? EMPTY_SIGN_UP;
  const { summary, ofField } = useRefusalMessage()(refusal);
  return (
    <ActionForm of={signingUp} className="flex flex-col gap-5" noValidate>
      <input type="hidden" name="next" value={returnTo} />
      {/* Enter presses the first button of a form: it must not be the one that fetches regions. */}
      <button type="submit" tabIndex={-1} aria-hidden className="sr-only" />
      <FormAlert>{summary}</FormAlert>
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
