'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import { useFormAction } from '@/components/action/use-form-action';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Region } from '@/lib/regions/queries';
import { Consents } from './consents';
import { useRefusalWords } from './refusal-words';
import { RegionPicker } from './region-picker';
import { NOTHING_YET, type SignUpAction, type SignUpState } from './sign-up-form';

/**
 * What a provider cannot say of a new member; works without a script.
 *
 * @param suggested  what the provider says, to be changed at will
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
  const completing = useFormAction<SignUpState>(action, {
    ...NOTHING_YET,
    values: { ...NOTHING_YET.values, ...suggested },
  });
  const { values, regions, refusal } = completing.answer;
  const { summary, ofField } = useRefusalWords(refusal);
  return (
    <ActionForm of={completing} className="flex flex-col gap-5" noValidate>
      {/* The first button of a form is what Enter presses: not the one that fetches regions. */}
      <button type="submit" tabIndex={-1} aria-hidden className="sr-only" />
      <div role="alert" className="empty:hidden">
        {summary ? (
          <Callout tone="live" icon={<CircleAlert aria-hidden />}>
            {summary}
          </Callout>
        ) : null}
      </div>
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
