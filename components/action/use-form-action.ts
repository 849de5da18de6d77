'use client';

import { usePathname } from 'next/navigation';
import {
  type RefObject,
  useActionState,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
  useTransition,
} from 'react';
import { isOtherAccount, MADE_FOR_FIELD, madeForHere } from '@/lib/accounts/made-for';
import type { ErrorCode } from '@/lib/errors';
import { KEY_FIELD, newKey } from '@/lib/idempotency-key';
import type { ActionState, FormAction, FormRefusal } from './action-state';
import { type ActionFault, callAction } from './call-action';
import { fieldsToKeep, fillForm, forgetForm, type KeptForm, keepForm, keptForm, slotOf } from './kept-form';
import { useFaultToast } from './use-fault-toast';
import { useRefresh } from './use-refresh';

/** What every state of a form has in common. */
export type AnyState = { outcome: string; refusal?: FormRefusal };

export type FormActionOptions<State> = {
  /** Tells this form from the others of its page, where its place among them does not. */
  name?: string;
  /** For what must not happen twice: the idempotency key of the first attempt, made by the server. */
  firstKey?: string;
  /** What to do once there is an answer. */
  onAnswer?: (answer: State) => void;
  /** What to do when no answer came. */
  onFault?: (fault: ActionFault, form: FormData) => void;
  /** Takes back what cannot be written into the fields of the form itself. */
  onRestore?: (fields: ReadonlyMap<string, string>) => void;
};

/** What a form needs of its action; `ActionForm` takes it whole. */
export type FormActing<State> = {
  /** The action's last answer. */
  state: State;
  /** Why the last press led to no answer. */
  fault: ActionFault | null;
  /** Whether pressing again counts once. */
  once: boolean;
  pending: boolean;
  /** Resolves once there is an answer or a fault. */
  send: (form: FormData) => Promise<void>;
  /** Loads the page again without losing what was typed. */
  reload: () => void;
  dismissFault: () => void;
  /** For the form element. */
  ref: RefObject<HTMLFormElement | null>;
  /** For the form's `action`: only where no script runs the browser posts it. */
  post: (form: FormData) => void;
  /** What stands in the field of the key where no script runs. */
  postKey: string | undefined;
};

/** The state of every form before its action has answered. */
const NOTHING_YET: ActionState = { outcome: 'none', kept: null };

/** The state that an answer leads to. A `CommandForm`'s action answers nothing: it leads elsewhere, or the page shows it. */
function stateAfter<State>(answer: unknown): State {
  return (answer === undefined || isOtherAccount(answer) ? NOTHING_YET : answer) as State;
}

/**
 * The one way to run a server action from a form. A lost connection, a lost or broken answer and a page older than the
 * server are states of the form (`fault`): the page stays, with all that was typed, and shows what became of the press
 * as soon as the site can be reached.
 *
 * With `firstKey`, a press after a lost answer carries the same key, so that it counts once, also when the page was
 * loaded again in between; a new key comes with the first answer that says what became of the old one.
 */
export function useFormAction<State extends AnyState>(
  action: FormAction<State>,
  { name: givenName, firstKey, onAnswer, onFault, onRestore }: FormActionOptions<State> = {},
): FormActing<State> {
  const tell = useFaultToast();
  const path = usePathname();
  const refresh = useRefresh();
  const id = useId();
  const name = givenName ?? id;
  // Also what the browser posted by itself: without a script, or before there was one.
  const [posted, post] = useActionState<unknown, FormData>(action as FormAction<unknown>, NOTHING_YET);
  const [state, setState] = useState(() => stateAfter<State>(posted));
  const [fault, setFault] = useState<ActionFault | null>(isOtherAccount(posted) ? posted : null);
  const [pending, startTransition] = useTransition();
  const ref = useRef<HTMLFormElement>(null);
  const key = useRef(firstKey);
  const busy = useRef(false);

  const restore = useEffectEvent(() => {
    const slot = slotOf({ madeFor: madeForHere(), path, name });
    const kept = keptForm(slot);
    if (!kept) return;
    if (kept.sent) setFault({ code: 'UNREACHABLE', earlier: true });
    else forgetForm(slot);
    if (ref.current) fillForm(ref.current, kept.fields);
    onRestore?.(new Map(kept.fields));
  });
  useEffect(() => restore(), []);

  async function run(form: FormData): Promise<void> {
    const madeFor = form.get(MADE_FOR_FIELD) ?? madeForHere();
    const sending = beginSending(slotOf({ madeFor: String(madeFor), path, name }), key, form, ref.current);
    form.set(MADE_FOR_FIELD, madeFor);
    const called = await callAction(() => action(state, form)).catch((leadsElsewhere: unknown) => {
      sending.settled();
      throw leadsElsewhere;
    });
    startTransition(() => {
      if (!called.ok) {
        if (called.fault.code !== 'UNREACHABLE') sending.notDone();
        if (called.fault.code === 'OTHER_ACCOUNT') tell(called.fault);
        if (called.fault.code === 'UNREACHABLE') refresh();
        setFault(called.fault);
        onFault?.(called.fault, form);
        return;
      }
      const answer = stateAfter<State>(called.answer);
      if (saysWhatBecameOfTheKey(answer)) sending.settled();
      else sending.notDone();
      setState(answer);
      onAnswer?.(answer);
    });
  }

  function send(form: FormData): Promise<void> {
    if (busy.current) return Promise.resolve();
    busy.current = true;
    setFault(null);
    return new Promise((resolve) => {
      startTransition(async () => {
        try {
          await run(form);
        } finally {
          busy.current = false;
          resolve();
        }
      });
    });
  }

  function reload() {
    const slot = slotOf({ madeFor: madeForHere(), path, name });
    const fields = ref.current ? fieldsToKeep(new FormData(ref.current), ref.current) : [];
    // What was sent and not answered before stays so, with its key.
    keepForm(slot, { key: null, sent: false, at: Date.now(), ...keptForm(slot), fields });
    window.location.reload();
  }

  return {
    state,
    fault,
    once: firstKey !== undefined,
    pending,
    send,
    reload,
    dismissFault: () => setFault(null),
    ref,
    post,
    postKey: firstKey,
  };
}

/**
 * Gives a form its key and keeps both until it is known what became of them.
 *
 * @param key  the next one that nothing was sent with yet
 */
function beginSending(
  slot: string,
  key: { current: string | undefined },
  form: FormData,
  element: HTMLFormElement | null,
) {
  if (key.current === undefined) return { settled: () => undefined, notDone: () => undefined };
  const before = keptForm(slot);
  const lost = before?.sent && before.key !== null ? before : null;
  const used = lost?.key ?? key.current;
  form.set(KEY_FIELD, used);
  const kept: KeptForm = { key: used, fields: fieldsToKeep(form, element), sent: true, at: Date.now() };
  keepForm(slot, kept);
  function settled() {
    forgetForm(slot);
    if (key.current === used) key.current = newKey();
  }
  return {
    settled,
    /** This time nothing was done; an earlier time, whose answer was lost, it may have been. */
    notDone: () => (lost ? keepForm(slot, { ...kept, at: lost.at }) : settled()),
  };
}

/** Refusals that are decided before anybody looks whether the key was used. */
const BEFORE_THE_KEY: readonly ErrorCode[] = [
  'BUSY',
  'FORBIDDEN',
  'INVALID_INPUT',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
];

function saysWhatBecameOfTheKey({ refusal }: AnyState): boolean {
  return refusal === undefined || !BEFORE_THE_KEY.includes(refusal.code);
}
