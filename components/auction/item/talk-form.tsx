'use client';

import { useTranslations } from 'next-intl';
import { useFormStatus } from 'react-dom';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Field } from '@/components/ui/field';
import { Spinner } from '@/components/ui/spinner';
import { SubmitButton } from '@/components/ui/submit-button';
import { Textarea } from '@/components/ui/textarea';

/** The outcome of a question, an answer or a review. Once it is done, the page shows what was said. */
export type TalkState = ActionState<object, { content: string; rating?: number }>;

export type TalkAction = FormAction<TalkState>;

const MOST_CHARACTERS = 1_000;

/** `name` tells the form from the others of the page, so that a text without an answer comes back in the same form. */
export type TalkOnce = { name: string; firstKey: string };

/** A form for a few lines: a question, or the answer to one. */
export function TalkForm({
  action,
  once,
  label,
  placeholder,
  submit,
  hint,
  forbidden,
}: {
  action: TalkAction;
  /** Makes it count once, however often it is sent; null for what the server takes once at most. */
  once: TalkOnce | null;
  label: string;
  placeholder: string;
  submit: string;
  hint?: string;
  /** The sentence for FORBIDDEN, where that can have only one reason. */
  forbidden?: string;
}) {
  const talking = useFormAction(action, once ?? {});
  const { refusal, kept } = talking.state;
  const words = useTalkError(talking.state);
  const error = (refusal?.code === 'FORBIDDEN' && forbidden) || words;
  return (
    <ActionForm of={talking} emptyWhenDone className="flex flex-col gap-2.5">
      <OnItsWay />
      <Field label={label} hint={hint} error={error}>
        <Textarea
          name="content"
          rows={2}
          required
          maxLength={MOST_CHARACTERS}
          placeholder={placeholder}
          defaultValue={kept?.content ?? ''}
        />
      </Field>
      <SubmitButton variant="outline" className="self-end">
        {submit}
      </SubmitButton>
    </ActionForm>
  );
}

/** Shows what was written at once, until the page comes with it. */
function OnItsWay() {
  const t = useTranslations('auction.questions');
  const { pending, data } = useFormStatus();
  const content = pending ? data.get('content') : null;
  if (typeof content !== 'string') return null;
  return (
    <div role="status" className="flex items-start gap-3 text-sm text-soft">
      <Spinner className="mt-0.5" />
      <p className="min-w-0 flex-1">
        <span className="sr-only">{t('sending')} </span>
        <span className="whitespace-pre-line">{content}</span>
      </p>
    </div>
  );
}

/** Why it was refused, in words: what is wrong with the text, or why nothing may be said here. */
export function useTalkError({ refusal }: Pick<TalkState, 'refusal'>): string | null {
  const t = useTranslations('auction.questions');
  const { summary, fields, ofField } = useRefusalMessage()(refusal);
  if (refusal?.code === 'IDEMPOTENCY_MISMATCH') return t('sentBefore');
  return ofField(fields[0]) ?? summary;
}
