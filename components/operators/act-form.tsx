'use client';

import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/action/action-form';
import { useFormAction } from '@/components/action/use-form-action';
import type { ButtonProps } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { Textarea } from '@/components/ui/textarea';
import type { ActAction, ActAnswer } from './act-answer';

const REASON_MAX = 1_000;

const isDone = (answer: ActAnswer) => answer.outcome === 'done';

export type TextField = {
  name: string;
  label: string;
  hint?: string;
  defaultValue?: string;
  maxLength?: number;
  inputMode?: 'numeric';
};

/**
 * Something that an operator does, with the reason for it, which the log keeps. Nothing asks once more: to write a
 * reason is to think about it.
 *
 * @param children  further choices, between the lines and the reason
 */
export function ActForm({
  action,
  submit,
  variant = 'brand',
  texts = [],
  reasonHint,
  withoutReason = false,
  children,
}: {
  action: ActAction;
  submit: string;
  variant?: ButtonProps['variant'];
  texts?: TextField[];
  reasonHint?: string;
  /** For what says all by itself. */
  withoutReason?: boolean;
  children?: ReactNode;
}) {
  const t = useTranslations('admin.form');
  const words = useTranslations('errors');
  const acting = useFormAction<ActAnswer>(action, { outcome: 'none' });
  const { answer } = acting;
  const refused = answer.outcome === 'refused' ? answer : null;
  const errorOf = (name: string) => {
    const key = refused?.fields[name];
    return key && words.has(`fields.${key}` as 'fields.required')
      ? words(`fields.${key}` as 'fields.required')
      : undefined;
  };
  const shown = [...texts.map(({ name }) => name), 'reason'];
  const elsewhere = Object.keys(refused?.fields ?? {}).find((name) => !shown.includes(name));
  const summary =
    refused && !shown.some(errorOf)
      ? (elsewhere && errorOf(elsewhere)) || words(refused.code as 'FORBIDDEN')
      : null;
  return (
    <ActionForm of={acting} emptyAfter={isDone} className="flex flex-col gap-4">
      <div role="alert" className="empty:hidden">
        {summary ? (
          <Callout tone="live" icon={<CircleAlert aria-hidden />}>
            {summary}
          </Callout>
        ) : null}
      </div>
      {texts.map(({ name, label, hint, defaultValue, maxLength, inputMode }) => (
        <Field key={name} label={label} hint={hint} error={errorOf(name)}>
          <Input
            name={name}
            required
            autoComplete="off"
            defaultValue={refused?.values[name] ?? defaultValue}
            maxLength={maxLength}
            inputMode={inputMode}
          />
        </Field>
      ))}
      {children}
      {withoutReason ? null : (
        <Field label={t('reason')} hint={reasonHint ?? t('reasonHint')} error={errorOf('reason')}>
          <Textarea
            name="reason"
            rows={2}
            required
            maxLength={REASON_MAX}
            defaultValue={refused?.values.reason}
            className="min-h-20"
          />
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton variant={variant}>{submit}</SubmitButton>
        <p role="status" className="flex items-center gap-1.5 text-sm font-semibold text-brand empty:hidden">
          {answer.outcome === 'done' ? (
            <>
              <CircleCheck aria-hidden className="size-4.5" />
              {t('done')}
            </>
          ) : null}
        </p>
      </div>
    </ActionForm>
  );
}
