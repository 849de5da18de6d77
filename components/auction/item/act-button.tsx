'use client';

import { type MouseEvent, type ReactNode, useId, useState } from 'react';
import { ActionForm } from '@/components/action/action-form';
import { useFaultToast } from '@/components/action/use-fault-toast';
import { useFormAction } from '@/components/action/use-form-action';
import type { ConfirmProps } from '@/components/ui/alert-dialog';
import { Button, type ButtonProps } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { type AuctionAction, type AuctionAnswer, NO_ANSWER } from './bid-answer';
import { useBidForm } from './bid-form-provider';
import { LazyConfirm, preloadConfirm } from './lazy-confirm';
import { useRefusalWords } from './refusal-callout';

/**
 * Something done to the whole auction (buying, closing, withdrawing) that cannot be taken back: asked once more in a
 * dialog. Without a script the same question is a popover with a form that posts.
 *
 * @param name      tells it from the others of the page
 * @param firstKey  idempotency key of the first attempt
 */
export function ActButton({
  action,
  name,
  firstKey,
  icon,
  label,
  question,
  doneMessage,
  variant = 'outline',
}: {
  action: AuctionAction;
  name: string;
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
  const id = useId();
  const words = useRefusalWords();
  const tell = useFaultToast();
  const { take } = useBidForm();
  const acting = useFormAction<AuctionAnswer>(action, NO_ANSWER, {
    name,
    firstKey,
    onAnswer: (answer) => {
      take(answer);
      if (answer.outcome === 'refused') toast.error(words(answer.refusal));
      if (answer.outcome === 'done' && doneMessage) toast.success(doneMessage);
    },
    onFault: (fault) => tell(fault, true),
  });
  // What the browser's own posting led to; a script says it as a passing message.
  const [posted] = useState(acting);
  const [asking, setAsking] = useState(false);

  function ask(event: MouseEvent) {
    // A dialog that can wait for the answer asks instead of the browser's own popover.
    event.preventDefault();
    setAsking(true);
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
      <ActionForm
        of={acting}
        showsFault
        id={id}
        popover="auto"
        className="m-auto w-100 max-w-[calc(100%-32px)] rounded-xl border border-line bg-surface p-6 text-ink backdrop:bg-scrim"
      >
        <p className="text-lg font-bold">{question.title}</p>
        <p className="mt-2 text-soft">{question.description}</p>
        {question.children}
        <Button type="submit" variant={question.tone} size="lg" block className="mt-6">
          {question.confirmLabel}
        </Button>
      </ActionForm>
      {posted.fault ? <p role="alert">{words(posted.fault)}</p> : null}
      {posted.answer.outcome === 'refused' ? <p role="alert">{words(posted.answer.refusal)}</p> : null}
      <LazyConfirm
        {...question}
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => acting.send(new FormData())}
      />
    </>
  );
}
