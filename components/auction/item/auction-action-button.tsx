'use client';

import { type MouseEvent, type ReactNode, useId, useState } from 'react';
import { ActionForm } from '@/components/action/action-form';
import { useFaultToast } from '@/components/action/use-fault-toast';
import { useFormAction } from '@/components/action/use-form-action';
import type { ConfirmProps } from '@/components/ui/alert-dialog';
import { Button, type ButtonProps } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import type { AuctionAction } from './auction-actions';
import { type BidFormRefusal, useBidForm } from './bid-form-provider';
import { attemptOf, useBidRefusalMessage, useReceiptLink } from './bid-refusal';
import { LazyConfirm, preloadConfirm } from './lazy-confirm';

/**
 * An action on the whole auction that cannot be undone (buying, closing, withdrawing). A dialog asks for a
 * confirmation. Without a script the same question is a popover with a form that posts.
 *
 * @param name      tells it from the others of the page
 * @param firstKey  the idempotency key of the first attempt
 * @param notFoundMessage  where NOT_FOUND does not mean that the auction is missing
 */
export function AuctionActionButton({
  action,
  name,
  firstKey,
  icon,
  label,
  question,
  doneMessage,
  notFoundMessage,
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
  notFoundMessage?: string;
  variant?: ButtonProps['variant'];
}) {
  const id = useId();
  const ofRefusal = useBidRefusalMessage();
  const message = (refusal: BidFormRefusal) =>
    (refusal.code === 'NOT_FOUND' && notFoundMessage) || ofRefusal(refusal);
  const receiptLink = useReceiptLink();
  const tell = useFaultToast();
  const { take } = useBidForm();
  const acting = useFormAction(action, {
    name,
    firstKey,
    onAnswer: (answer) => {
      take(answer);
      if (answer.outcome === 'refused') {
        toast.error(
          <>
            {message(answer.refusal)}
            {receiptLink(attemptOf(answer.refusal))}
          </>,
        );
      }
      if (answer.outcome === 'done' && doneMessage) toast.success(doneMessage);
    },
    onFault: (fault) => tell(fault, true),
  });
  // The outcome of the browser's own posting; with a script it is a passing message.
  const [posted] = useState(acting);
  const [asking, setAsking] = useState(false);

  function ask(event: MouseEvent) {
    // The dialog can wait for the answer; the browser's own popover cannot.
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
      {posted.fault ? <p role="alert">{message(posted.fault)}</p> : null}
      {posted.state.refusal ? <p role="alert">{message(posted.state.refusal)}</p> : null}
      <LazyConfirm
        {...question}
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => acting.send(new FormData())}
      />
    </>
  );
}
