'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import { type FormAction, useFormAction } from '@/components/action/use-form-action';
import { Callout } from '@/components/ui/callout';
import { Field, FieldGroup } from '@/components/ui/field';
import { Radio } from '@/components/ui/radio-group';
import { SubmitButton } from '@/components/ui/submit-button';
import { Textarea } from '@/components/ui/textarea';
import { DETAIL_MAX, REPORT_REASONS } from '@/lib/reports/input';
import type { Refusal } from '@/lib/result';

export type ReportState = {
  refusal: Refusal<
    'ALREADY_TAKEN' | 'FORBIDDEN' | 'INVALID_INPUT' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED'
  > | null;
  reason: string;
  detail: string;
};

export type ReportAction = FormAction<ReportState>;

/** A report about an item: one of five reasons, and a few words. Works without a script. */
export function ReportForm({ action }: { action: ReportAction }) {
  const t = useTranslations('reports');
  const errors = useTranslations('errors');
  const reporting = useFormAction<ReportState>(action, { refusal: null, reason: '', detail: '' });
  const { answer: state } = reporting;
  const { refusal } = state;
  const fields = refusal && 'fields' in refusal ? refusal.fields : {};
  const errorOf = (name: 'reason' | 'detail') => {
    const key = fields[name];
    return key === undefined ? undefined : errors(`fields.${key}` as 'fields.required');
  };
  return (
    <ActionForm of={reporting} className="flex flex-col gap-5">
      <div role="alert" className="empty:hidden">
        {refusal && Object.keys(fields).length === 0 ? (
          <Callout tone="live" icon={<CircleAlert aria-hidden />}>
            {refusal.code === 'RATE_LIMITED'
              ? errors('RATE_LIMITED', { retryAfterSeconds: refusal.retryAfterSeconds })
              : errors(refusal.code)}
          </Callout>
        ) : null}
      </div>
      <FieldGroup label={t('reason')} error={errorOf('reason')}>
        {REPORT_REASONS.map((reason) => (
          <Radio
            key={reason}
            name="reason"
            value={reason}
            required
            defaultChecked={state.reason === reason}
            description={t(`reasonNotes.${reason}`)}
          >
            {t(`reasons.${reason}`)}
          </Radio>
        ))}
      </FieldGroup>
      <Field label={t('detail')} hint={t('detailHint')} error={errorOf('detail')}>
        <Textarea name="detail" rows={4} maxLength={DETAIL_MAX} defaultValue={state.detail} />
      </Field>
      <SubmitButton size="lg" block>
        {t('submit')}
      </SubmitButton>
    </ActionForm>
  );
}
