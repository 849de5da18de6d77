'use client';

import { useTranslations } from 'next-intl';
import { ProofField } from '@/components/account/proof-field';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { FormAlert } from '@/components/ui/form-alert';
import { SubmitButton } from '@/components/ui/submit-button';

/** Proves by password that the viewer owns the account, for the acts of the next minutes. */
export function ProveForm({ action, username }: { action: FormAction<ActionState>; username: string }) {
  const t = useTranslations('settings.prove');
  const proving = useFormAction(action);
  const { summary, ofField } = useRefusalMessage()(proving.state.refusal);
  const error = ofField('password');
  return (
    <ActionForm of={proving} className="flex flex-col gap-3" noValidate>
      <FormAlert>{error ? null : summary}</FormAlert>
      <ProofField username={username} hint={t('passwordLead')} error={error} />
      <SubmitButton variant="outline" className="self-start max-sm:w-full">
        {t('byPassword')}
      </SubmitButton>
    </ActionForm>
  );
}
