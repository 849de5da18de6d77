'use client';

import { useTranslations } from 'next-intl';
import { useFormStatus } from 'react-dom';
import { ActionForm } from '@/components/action/action-form';
import { type FormAction, useFormAction } from '@/components/action/use-form-action';
import { Field } from '@/components/ui/field';
import { Spinner } from '@/components/ui/spinner';
import { SubmitButton } from '@/components/ui/submit-button';
import { Textarea } from '@/components/ui/textarea';
import type { ErrorCode } from '@/lib/errors';

/** What became of a question, an answer or a review. What was entered is given back, so that nothing is lost. */
export type TalkAnswer =
  | { outcome: 'none' }
  | { outcome: 'done' }
  | { outcome: 'refused'; code: ErrorCode; field: string | null; content: string; rating?: number };

export type TalkAction = FormAction<TalkAnswer>;

/** What was said stands on the page by then. */
export const isSaid = (answer: TalkAnswer) => answer.outcome === 'done';

const MOST_CHARACTERS = 1_000;

/** @param name  what it is said to, so that what was not answered comes back in the same form */
export type TalkOnce = { name: string; firstKey: string };

/** A few lines to somebody: a question, or the answer to one. */
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
  /** What makes it count once, however often it is sent; null for what the server takes once at most. */
  once: TalkOnce | null;
  label: string;
  placeholder: string;
  submit: string;
  hint?: string;
  /** Why somebody may not say this here, when that can have one reason only. */
  forbidden?: string;
}) {
  const talking = useFormAction<TalkAnswer>(action, { outcome: 'none' }, once ?? {});
  const { answer } = talking;
  const words = useTalkError(answer);
  const isForbidden = answer.outcome === 'refused' && answer.code === 'FORBIDDEN';
  const error = (isForbidden && forbidden) || words;
  return (
    <ActionForm of={talking} emptyAfter={isSaid} className="flex flex-col gap-2.5">
      <OnItsWay />
      <Field label={label} hint={hint} error={error}>
        <Textarea
          name="content"
          rows={2}
          required
          maxLength={MOST_CHARACTERS}
          placeholder={placeholder}
          defaultValue={answer.outcome === 'refused' ? answer.content : ''}
        />
      </Field>
      <SubmitButton variant="outline" className="self-end">
        {submit}
      </SubmitButton>
    </ActionForm>
  );
}

/** What was written stands there at once, until the page comes with it. */
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

/** Why it was refused, in words: what is wrong with the text, or with asking at all. */
export function useTalkError(answer: TalkAnswer): string | null {
  const t = useTranslations('errors');
  const said = useTranslations('auction.questions');
  if (answer.outcome !== 'refused') return null;
  const { code, field } = answer;
  if (code === 'IDEMPOTENCY_MISMATCH') return said('sentBefore');
  if (field && t.has(`fields.${field}` as 'fields.required'))
    return t(`fields.${field}` as 'fields.required');
  return t(code as 'FORBIDDEN');
}
