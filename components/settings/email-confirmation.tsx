'use client';

import { MailCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import { FormNotes } from './form-notes';

/** Says that an address is not confirmed, and sends the mail that confirms it. */
export function EmailConfirmation({ email, send }: { email: string; send: FormAction<ActionState> }) {
  const t = useTranslations('settings.confirmation');
  const sending = useFormAction(send);
  const { outcome, refusal } = sending.state;
  const { summary } = useRefusalMessage()(refusal);
  return (
    <div className="mb-5 flex flex-col gap-3">
      <Callout tone="amber" icon={<MailCheck aria-hidden />}>
        {t('lead')}
      </Callout>
      <ActionForm of={sending} className="flex flex-col gap-3">
        <FormNotes fault={summary} done={outcome === 'done' ? t('sent', { email }) : null} />
        <SubmitButton variant="outline" className="self-start max-sm:w-full">
          {t('send')}
        </SubmitButton>
      </ActionForm>
    </div>
  );
}
