'use client';

import { useState } from 'react';
import type { OtherAccount } from '@/lib/accounts/made-for';
import { ActionForm, type ActionFormProps } from './action-form';
import { useFaultToast } from './use-fault-toast';
import { type FormAction, useFormAction } from './use-form-action';

/** The action of a form that gives no answer of its own: it leads elsewhere, or the page shows what it did. */
// biome-ignore lint/suspicious/noConfusingVoidType: an action without an answer returns void
export type CommandAction = (previous: null, form: FormData) => Promise<void | OtherAccount>;

/**
 * A form that is little more than its button. What went wrong is said as a passing message.
 */
export function CommandForm({
  action,
  ...props
}: Omit<ActionFormProps, 'of' | 'onSend' | 'emptyAfter' | 'showsFault'> & {
  action: CommandAction;
}) {
  const tell = useFaultToast();
  const acting = useFormAction<null>(action as FormAction<null>, null, { onFault: (fault) => tell(fault) });
  // Where no script runs nothing passes by: what the browser's own posting led to stands in the form.
  const [posted] = useState(acting.fault);
  return <ActionForm of={acting} showsFault={posted === null} {...props} />;
}
