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
import { isOtherAccount, MADE_FOR_FIELD, madeForHere, type OtherAccount } from '@/lib/accounts/made-for';
import { KEY_FIELD, newKey } from '@/lib/idempotency-key';
import { type ActionFault, callAction } from './call-action';
import { fieldsToKeep, fillForm, forgetForm, type KeptForm, keepForm, keptForm, slotOf } from './kept-form';
import { useFaultToast } from './use-fault-toast';
import { useRefresh } from './use-refresh';

/** The action of a form, what its page bound to it left out. */
export type FormAction<State> = (previous: State, form: FormData) => Promise<State | OtherAccount>;

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
  answer: State;
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

/**
 * The one way to run a server action from a form. A lost connection, a lost or broken answer and a page older than the
 * server are states of the form (`fault`): the page stays, with all that was typed, and shows what became of the press
 * as soon as the site can be reached.
 *
 * With `firstKey`, a press after a lost answer carries the same key, so that it counts once, also when the page was
 * loaded again in between; a new key comes with the first answer that says what became of the old one.
 */
export function useFormAction<State>(
  action: FormAction<State>,
  initial: Awaited<State>,
  { name: givenName, firstKey, onAnswer, onFault, onRestore }: FormActionOptions<State> = {},
): FormActing<State> {
  const tell = useFaultToast();
  const path = usePathname();
  const refresh = useRefresh();
  const id = useId();
  const name = givenName ?? id;
  // Also what the browser posted by itself: without a script, or before there was one.
  const [posted, post] = useActionState(action as FormAction<State | OtherAccount>, initial);
  const [answer, setAnswer] = useState<State>(isOtherAccount(posted) ? initial : (posted as State));
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
    const called = await callAction(() => action(answer, form)).catch((leadsElsewhere: unknown) => {
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
      if (saysWhatBecameOfTheKey(called.answer)) sending.settled();
      else sending.notDone();
      setAnswer(called.answer);
      onAnswer?.(called.answer);
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
    answer,
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
const BEFORE_THE_KEY = ['BUSY', 'FORBIDDEN', 'INVALID_INPUT', 'OTHER', 'RATE_LIMITED', 'UNAUTHENTICATED'];

function saysWhatBecameOfTheKey(answer: unknown): boolean {
  const code =
    codeIn(answer) ??
    (typeof answer === 'object' && answer && 'refusal' in answer ? codeIn(answer.refusal) : null);
  return code === null || !BEFORE_THE_KEY.includes(code);
}

function codeIn(answer: unknown): string | null {
  const code = typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : null;
  return typeof code === 'string' ? code : null;
}
