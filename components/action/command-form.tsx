'use client';

import { useState } from 'react';
import type { OtherAccount } from '@/lib/accounts/made-for';
import { ActionForm, type ActionFormProps } from './action-form';
import type { ActionState, FormAction } from './action-state';
import { useFaultToast } from './use-fault-toast';
import { useFormAction } from './use-form-action';

/** The action of a form that has no answer of its own: it leads elsewhere, or the page shows what it did. */
// biome-ignore lint/suspicious/noConfusingVoidType: an action without an answer returns void
export type CommandAction = (previous: unknown, form: FormData) => Promise<void | OtherAccount>;

/** A form that is little more than its button. A passing message says what went wrong. */
export function CommandForm({
  action,
  ...props
}: Omit<ActionFormProps, 'of' | 'onSend' | 'emptyWhenDone' | 'showsFault'> & {
  action: CommandAction;
}) {
  const tell = useFaultToast();
  const acting = useFormAction(action as FormAction<ActionState>, { onFault: (fault) => tell(fault) });
  // Without a script there are no passing messages: a fault of the browser's own posting stands in the form.
  const [posted] = useState(acting.fault);
  return <ActionForm of={acting} showsFault={posted === null} {...props} />;
}
