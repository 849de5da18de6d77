'use client';

import { type ComponentProps, type FormEvent, useEffect, useRef } from 'react';
import { KEY_FIELD } from '@/lib/idempotency-key';
import { FaultCallout } from './fault-callout';
import { focusOnFault } from './focus-on-fault';
import { MadeForField } from './made-for-field';
import type { AnyState, FormActing } from './use-form-action';

export type ActionFormProps = Omit<ComponentProps<'form'>, 'action' | 'ref' | 'onSubmit' | 'onReset'> & {
  /** The result of `useFormAction`. */
  of: FormActing<AnyState>;
  /** Replaces sending at once, for a form that is checked or asked about first. */
  onSend?: (form: FormData) => void;
  /** Whether the fields are emptied once the action was done. */
  emptyWhenDone?: boolean;
  /** Whether the form itself shows that no answer came. */
  showsFault?: boolean;
};

/**
 * A form with a server action; the product has no other. The script sends it, because React empties the fields of a
 * form that it sends itself. Without a script the browser sends it.
 *
 * After a refusal the first field at fault has the focus. Everything that was typed stays, except a password
 * once there is an answer.
 */
export function ActionForm({
  of,
  onSend = of.send,
  emptyWhenDone = false,
  showsFault = false,
  children,
  ...props
}: ActionFormProps) {
  const { state, ref } = of;
  const seen = useRef(state);
  useEffect(() => {
    focusOnFault(ref.current);
    if (seen.current === state) return;
    seen.current = state;
    if (state.outcome === 'none') return;
    for (const field of ref.current?.querySelectorAll<HTMLInputElement>('input[type=password]') ?? []) {
      field.value = '';
    }
    if (emptyWhenDone && state.outcome === 'done') ref.current?.reset();
  }, [state, emptyWhenDone, ref]);

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

/** The values of a form, with the button that was pressed. */
function formOf(event: FormEvent<HTMLFormElement>): FormData {
  const form = new FormData(event.currentTarget);
  const { submitter } = event.nativeEvent as SubmitEvent;
  if (submitter instanceof HTMLButtonElement && submitter.name !== '')
    form.append(submitter.name, submitter.value);
  return form;
}
