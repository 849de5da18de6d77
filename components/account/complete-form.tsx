'use client';

import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Field } from '@/components/ui/field';
import { FormAlert } from '@/components/ui/form-alert';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Region } from '@/lib/regions/queries';
import { Consents } from './consents';
import { RegionPicker } from './region-picker';
import { EMPTY_SIGN_UP, type SignUpAction } from './sign-up-form';

/**
 * Asks a new member for what their provider does not tell. Works without a script.
 *
 * @param suggested  what the provider tells, which the person may change
 */
export function CompleteForm({
  action,
  provinces,
  suggested,
}: {
  action: SignUpAction;
  provinces: Region[];
  suggested: { email: string; nickname: string };
}) {
  const t = useTranslations('account');
  const completing = useFormAction(action);
  const { refusal, kept } = completing.state;
  const { values, regions } = kept ?? {
    ...EMPTY_SIGN_UP,
    values: { ...EMPTY_SIGN_UP.values, ...suggested },
  };
  const { summary, ofField } = useRefusalMessage()(refusal);
  return (
    <ActionForm of={completing} className="flex flex-col gap-5" noValidate>
      {/* Enter presses the first button of a form: it must not be the one that fetches regions. */}
      <button type="submit" tabIndex={-1} aria-hidden className="sr-only" />
      <FormAlert>{summary}</FormAlert>
      <Field label={t('nickname')} hint={t('signUp.nicknameHint')} error={ofField('nickname')}>
        <Input name="nickname" autoComplete="nickname" required defaultValue={values.nickname} />
      </Field>
      <Field label={t('email')} error={ofField('email')}>
        <Input name="email" type="email" autoComplete="email" required defaultValue={values.email} />
      </Field>
      <RegionPicker provinces={provinces} chosen={values} choices={regions} error={ofField('regionCode')} />
      <Consents given={values} errorOf={(consent) => ofField(`consents.${consent}`)} />
      <SubmitButton size="lg" block>
        {t('complete.submit')}
      </SubmitButton>
    </ActionForm>
  );
}
