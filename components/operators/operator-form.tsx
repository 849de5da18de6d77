'use client';

import { CircleCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import type { ButtonProps } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormAlert } from '@/components/ui/form-alert';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { Textarea } from '@/components/ui/textarea';
import { formatWon } from '@/lib/format/money';

const REASON_MAX = 1_000;

/** The outcome of an operator's form; the texts of all its fields are kept. `maximum` is the one that the act shows, in won. */
export type OperatorFormState = ActionState<{ maximum?: number }, Record<string, string>>;

export type OperatorFormAction = FormAction<OperatorFormState>;

export type TextField = {
  name: string;
  label: string;
  hint?: string;
  defaultValue?: string;
  maxLength?: number;
  inputMode?: 'numeric';
};

/**
 * An act of an operator, with the reason for it, which the log keeps. There is no confirmation: to write a reason is to
 * think about it.
 *
 * @param children  further choices, between the lines and the reason
 */
export function OperatorForm({
  action,
  submit,
  variant = 'brand',
  texts = [],
  reasonHint,
  withoutReason = false,
  children,
}: {
  action: OperatorFormAction;
  submit: string;
  variant?: ButtonProps['variant'];
  texts?: TextField[];
  reasonHint?: string;
  /** For an act that needs no explanation. */
  withoutReason?: boolean;
  children?: ReactNode;
}) {
  const t = useTranslations('admin.form');
  const locale = useLocale();
  const acting = useFormAction(action);
  const { outcome, refusal, kept } = acting.state;
  const maximum = acting.state.outcome === 'done' ? acting.state.maximum : undefined;
  const { summary, fields, ofField } = useRefusalMessage()(refusal);
  const shown = [...texts.map(({ name }) => name), 'reason'];
  const isShown = fields.some((name) => shown.includes(name));
  return (
    <ActionForm of={acting} emptyWhenDone className="flex flex-col gap-4">
      <FormAlert>{isShown ? null : (ofField(fields[0]) ?? summary)}</FormAlert>
      {texts.map(({ name, label, hint, defaultValue, maxLength, inputMode }) => (
        <Field key={name} label={label} hint={hint} error={ofField(name)}>
          <Input
            name={name}
            required
            autoComplete="off"
            defaultValue={kept?.[name] ?? defaultValue}
            maxLength={maxLength}
            inputMode={inputMode}
          />
        </Field>
      ))}
      {children}
      {withoutReason ? null : (
        <Field label={t('reason')} hint={reasonHint ?? t('reasonHint')} error={ofField('reason')}>
          <Textarea
            name="reason"
            rows={2}
            required
            maxLength={REASON_MAX}
            defaultValue={kept?.reason}
            className="min-h-20"
          />
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton variant={variant}>{submit}</SubmitButton>
        <p role="status" className="flex items-center gap-1.5 text-sm font-semibold text-brand empty:hidden">
          {outcome === 'done' ? (
            <>
              <CircleCheck aria-hidden className="size-4.5" />
              {maximum === undefined ? t('done') : t('maximum', { amount: formatWon(maximum, locale) })}
            </>
          ) : null}
        </p>
      </div>
    </ActionForm>
  );
}
