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
import { serverNow } from '@/lib/live/server-clock';
import type { ActionState, FormAction, FormRefusal } from './action-state';
import { type ActionFault, callAction } from './call-action';
import {
  fieldsToKeep,
  fillForm,
  forgetForm,
  type KeptForm,
  keepForm,
  keptForm,
  RESTORE_EVENT,
  slotOf,
} from './kept-form';
import { useFaultToast } from './use-fault-toast';
import { useRefresh } from './use-refresh';

/** The part that every state of a form has. */
export type AnyState = { outcome: string; refusal?: FormRefusal };

export type FormActionOptions<State> = {
  /** Distinguishes this form from the others of its page, where its position is not enough. */
  name?: string;
  /** The idempotency key of the first attempt, made by the server, for an action that must not happen twice. */
  firstKey?: string;
  /** Called once there is an answer. */
  onAnswer?: (answer: State) => void;
  /** Called when no answer came. */
  onFault?: (fault: ActionFault, form: FormData) => void;
  /** Takes the kept values that cannot be written into the fields of the form itself. */
  onRestore?: (fields: ReadonlyMap<string, string>) => void;
};

/** Everything that a form needs to run its action; `ActionForm` takes it whole. */
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
  /** For the form's `action`: the browser posts it only where no script runs. */
  post: (form: FormData) => void;
  /** The value of the key's hidden field, which is posted where no script runs. */
  postKey: string | undefined;
};

/** The state of every form before its action has answered. */
const NOTHING_YET: ActionState = { outcome: 'none', kept: null };

/** The state while a form is sent: a refusal stays until there is an answer, a success does not. */
function unlessDone<State extends AnyState>(state: State): State {
  return state.outcome === 'done' ? { ...state, outcome: 'none' } : state;
}

/** The state that an answer leads to. The action of a `CommandForm` has no answer. */
function stateAfter<State>(answer: unknown): State {
  return (answer === undefined || isOtherAccount(answer) ? NOTHING_YET : answer) as State;
}

/**
 * The one way to run a server action from a form. A lost connection, a lost or broken answer and a page older than the
 * server are faults of the form (`fault`): the page stays, with everything that was typed, and shows the outcome of the
 * press as soon as the site can be reached.
 *
 * With `firstKey`, a press after a lost answer carries the same key, so that it counts once, also when the page was
 * loaded again in between. The first answer that settles the key's attempt brings a new key.
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
  // Holds the answer also where the browser posted the form by itself: without a script, or before there was one.
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
    if (ref.current) {
      fillForm(ref.current, kept.fields);
      ref.current.dispatchEvent(new CustomEvent(RESTORE_EVENT, { detail: new Map(kept.fields) }));
    }
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
        // The page of the other account may not have this form: a message says it, and the form does not say it again.
        if (called.fault.code === 'OTHER_ACCOUNT') tell(called.fault);
        else setFault(called.fault);
        if (called.fault.code === 'UNREACHABLE') refresh();
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
    // The success of the last change would stand beside the fault of this one.
    setState(unlessDone);
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
    // `keptForm` is spread last but for the fields, so that a form that was sent and not answered keeps that state and its key.
    keepForm(slot, { key: null, sent: false, at: serverNow(), ...keptForm(slot), fields });
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
 * Gives a form its key, and keeps both until the outcome is known.
 *
 * @param key  the next key, with which nothing was sent yet
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
  const kept: KeptForm = { key: used, fields: fieldsToKeep(form, element), sent: true, at: serverNow() };
  keepForm(slot, kept);
  function settled() {
    forgetForm(slot);
    if (key.current === used) key.current = newKey();
  }
  return {
    settled,
    /**
     * This press did nothing. If the answer to an earlier press was lost, the form stays stored, because that press may
     * have been carried out.
     */
    notDone: () => (lost ? keepForm(slot, { ...kept, at: lost.at }) : settled()),
  };
}

/** The refusals that the server decides before it looks up the key. */
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
