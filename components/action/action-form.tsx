'use client';

import { type ComponentProps, type FormEvent, useEffect, useRef } from 'react';
import { KEY_FIELD } from '@/lib/idempotency-key';
import { FaultCallout } from './fault-callout';
import { MadeForField } from './made-for-field';
import type { FormActing } from './use-form-action';

export type ActionFormProps = Omit<ComponentProps<'form'>, 'action' | 'ref' | 'onSubmit' | 'onReset'> & {
  /** What `useFormAction` returned. */
  of: FormActing<unknown>;
  /** In the place of sending at once: for what is checked or asked about first. */
  onSend?: (form: FormData) => void;
  /** Empties the fields after each answer for which this says so. */
  emptyAfter?: (answer: never) => boolean;
  /** The form shows by itself that no answer came. */
  showsFault?: boolean;
};

/**
 * A form with a server action; every one of the product is this one. The script sends it, because React empties the
 * fields of a form that it sends itself; without a script the browser does.
 *
 * After a refusal the keyboard stands at the first field at fault. What was typed stays, except for a password once
 * there is an answer.
 */
export function ActionForm({
  of,
  onSend = of.send,
  emptyAfter,
  showsFault = false,
  children,
  ...props
}: ActionFormProps) {
  const { answer, ref } = of;
  const seen = useRef(answer);
  useEffect(() => {
    ref.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    if (seen.current === answer) return;
    seen.current = answer;
    for (const field of ref.current?.querySelectorAll<HTMLInputElement>('input[type=password]') ?? []) {
      field.value = '';
    }
    if (emptyAfter?.(answer as never)) ref.current?.reset();
  }, [answer, emptyAfter, ref]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void onSend(formOf(event));
  }

  return (
    <form {...props} ref={ref} action={of.post} onSubmit={submit}>
      <MadeForField />
      {of.postKey === undefined ? null : <input type="hidden" name={KEY_FIELD} value={of.postKey} />}
      {showsFault ? null : <FaultCallout fault={of.fault} once={of.once} reload={of.reload} />}
      {children}
    </form>
  );
}

/** What a form holds, the button that was pressed included. */
function formOf(event: FormEvent<HTMLFormElement>): FormData {
  const form = new FormData(event.currentTarget);
  const { submitter } = event.nativeEvent as SubmitEvent;
  if (submitter instanceof HTMLButtonElement && submitter.name !== '')
    form.append(submitter.name, submitter.value);
  return form;
}
