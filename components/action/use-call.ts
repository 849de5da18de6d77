'use client';

import { type MadeFor, madeForHere, type OtherAccount } from '@/lib/accounts/made-for';
import { type Called, callAction } from './call-action';
import { useFaultToast } from './use-fault-toast';

/** A server action that takes no form: its last argument is the account that the page was made for. */
export type CallableAction<Args extends unknown[], Answer> = (
  ...args: [...Args, MadeFor]
) => Promise<Answer | OtherAccount>;

/** The one way to call a server action without a form. The outcome is a value; see `callAction`. */
export function useCall<Args extends unknown[], Answer>(
  action: CallableAction<Args, Answer>,
): (...args: Args) => Promise<Called<Answer>> {
  const tell = useFaultToast();
  return async (...args) => {
    const called = await callAction(() => action(...args, { madeFor: madeForHere() }));
    if (!called.ok && called.fault.code === 'OTHER_ACCOUNT') tell(called.fault);
    return called;
  };
}
