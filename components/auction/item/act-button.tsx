'use client';

import { useTranslations } from 'next-intl';
import { type MouseEvent, type ReactNode, startTransition, useActionState, useId, useState } from 'react';
import type { ConfirmProps } from '@/components/ui/alert-dialog';
import { Button, type ButtonProps } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { type AuctionAction, BID_FIELDS, NO_ANSWER } from './bid-answer';
import { useDesk } from './bid-desk';
import { LazyConfirm, preloadConfirm } from './lazy-confirm';
import { useRefusalWords } from './refusal-notice';

/**
 * Something done to the whole auction (buying, closing, withdrawing) that cannot be taken back: asked once more in a
 * dialog. Without a script the same question is a popover with a form that posts.
 *
 * @param firstKey  idempotency key of the first attempt
 */
export function ActButton({
  action,
  firstKey,
  icon,
  label,
  question,
  doneMessage,
  variant = 'outline',
}: {
  action: AuctionAction;
  firstKey: string;
  icon?: ReactNode;
  label: string;
  question: Pick<
    ConfirmProps,
    'title' | 'description' | 'confirmLabel' | 'cancelLabel' | 'tone' | 'children'
  >;
  doneMessage?: string;
  variant?: ButtonProps['variant'];
}) {
  const t = useTranslations('bid.refusal');
  const id = useId();
  const words = useRefusalWords();
  const { take } = useDesk();
  const [formAnswer, formAction] = useActionState(action, NO_ANSWER);
  const [key, setKey] = useState(firstKey);
  const [asking, setAsking] = useState(false);

  function ask(event: MouseEvent) {
    // A dialog that can wait for the answer asks instead of the browser's own popover.
    event.preventDefault();
    setAsking(true);
  }

  async function run() {
    const form = new FormData();
    form.set(BID_FIELDS.key, key);
    try {
      const answer = await action(NO_ANSWER, form);
      startTransition(() => {
        if ('nextKey' in answer) setKey(answer.nextKey);
        take(answer);
        if (answer.outcome === 'refused') toast.error(words(answer.refusal));
        if (answer.outcome === 'done' && doneMessage) toast.success(doneMessage);
      });
    } catch {
      toast.error(t('UNREACHABLE'));
    }
  }

  return (
    <>
      <Button
        variant={variant}
        size="lg"
        block
        popoverTarget={id}
        onClick={ask}
        onPointerEnter={preloadConfirm}
      >
        {icon}
        <span className="num">{label}</span>
      </Button>
      <form
        id={id}
        popover="auto"
        action={formAction}
        className="m-auto w-100 max-w-[calc(100%-32px)] rounded-xl border border-line bg-surface p-6 text-ink backdrop:bg-scrim"
      >
        <p className="text-lg font-bold">{question.title}</p>
        <p className="mt-2 text-soft">{question.description}</p>
        {question.children}
        <input type="hidden" name={BID_FIELDS.key} value={key} />
        <Button type="submit" variant={question.tone} size="lg" block className="mt-6">
          {question.confirmLabel}
        </Button>
      </form>
      {formAnswer.outcome === 'refused' ? <p role="alert">{words(formAnswer.refusal)}</p> : null}
      <LazyConfirm {...question} open={asking} onClose={() => setAsking(false)} onConfirm={run} />
    </>
  );
}
