'use client';

import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Field, FieldGroup } from '@/components/ui/field';
import { FormAlert } from '@/components/ui/form-alert';
import { Radio } from '@/components/ui/radio';
import { SubmitButton } from '@/components/ui/submit-button';
import { Textarea } from '@/components/ui/textarea';
import { DETAIL_MAX, REPORT_REASONS } from '@/lib/reports/reasons';

export type ReportState = ActionState<object, { reason: string; detail: string }>;

export type ReportAction = FormAction<ReportState>;

/** A report about an item: one of five reasons, and a few words. Works without a script. */
export function ReportForm({ action }: { action: ReportAction }) {
  const t = useTranslations('reports');
  const reporting = useFormAction(action);
  const { refusal, kept } = reporting.state;
  const { summary, fields, ofField } = useRefusalMessage()(refusal);
  return (
    <ActionForm of={reporting} className="flex flex-col gap-5">
      <FormAlert>{fields.length === 0 ? summary : null}</FormAlert>
      <FieldGroup label={t('reason')} error={ofField('reason')}>
        {REPORT_REASONS.map((reason) => (
          <Radio
            key={reason}
            name="reason"
            value={reason}
            required
            defaultChecked={kept?.reason === reason}
            description={t(`reasonNotes.${reason}`)}
          >
            {t(`reasons.${reason}`)}
          </Radio>
        ))}
      </FieldGroup>
      <Field label={t('detail')} hint={t('detailHint')} error={ofField('detail')}>
        <Textarea name="detail" rows={4} maxLength={DETAIL_MAX} defaultValue={kept?.detail} />
      </Field>
      <SubmitButton size="lg" block>
        {t('submit')}
      </SubmitButton>
    </ActionForm>
  );
}
