'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState, useTransition } from 'react';
import type { ActionFault } from '@/components/action/call-action';
import { type CallableAction, useCall } from '@/components/action/use-call';
import { newKey } from '@/lib/idempotency-key';
import type { Refusal, Result } from '@/lib/result';

type RefusalCode =
  | 'INVALID_INPUT'
  | 'IDEMPOTENCY_MISMATCH'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'HAS_BIDS'
  | 'AUCTION_ENDED'
  | 'BUSY';

/** `before`: an earlier sending, whose answer was lost, had listed the item already, and as it was then. */
export type Sent = { auctionId: string; before?: boolean };

/**
 * Lists or changes an item; the input is as the JSON API has it. A new item that is sent twice under one key is listed
 * once.
 */
export type ListingAction = CallableAction<[input: unknown, key: string], Listed>;
export type Listed = Result<Sent, RefusalCode>;

/** Also why no answer came: the form stays, to be sent again. */
export type ListingRefusal = Refusal<RefusalCode> | ActionFault;

/**
 * Sends the form and goes on to the item. While it is sent, and until the item is there, it is `pending`.
 *
 * @param onSent     the item is safe
 * @param onInvalid  what the server found wrong, by field
 */
export function useSend({
  action,
  onSent,
  onInvalid,
}: {
  action: ListingAction;
  onSent: (sent: Sent) => void;
  onInvalid: (fields: Record<string, string>) => void;
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const call = useCall(action);
  const [refusal, setRefusal] = useState<ListingRefusal | null>(null);
  const key = useRef<string | null>(null);

  function send(input: unknown) {
    setRefusal(null);
    key.current ??= newKey();
    const { current } = key;
    startTransition(async () => {
      const called = await call(input, current);
      const answer = called.ok ? called.answer : called.fault;
      startTransition(() => {
        if ('ok' in answer && answer.ok) {
          renew();
          onSent(answer);
          router.push(`/auctions/${answer.auctionId}`);
          return;
        }
        setRefusal(answer);
        if (answer.code === 'INVALID_INPUT') onInvalid(answer.fields);
      });
    });
  }

  /** What is sent from here on is another item, not the same once more. */
  function renew() {
    key.current = null;
    setRefusal(null);
  }

  return { send, renew, pending, refusal };
}
