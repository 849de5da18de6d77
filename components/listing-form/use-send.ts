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
  | 'RATE_LIMITED'
  | 'BUSY';

/** `before`: an earlier request, whose answer was lost, had already listed the item, with the values of that time. */
export type Sent = { auctionId: string; before?: boolean };

/**
 * Lists or changes an item; the input is the body of the JSON API. A new item that is sent twice under one key is listed
 * once.
 */
export type ListingAction = CallableAction<[input: unknown, key: string], ListingResult>;
export type ListingResult = Result<Sent, RefusalCode>;

/** Includes the reasons for a missing answer: the form stays, to be sent again. */
export type ListingRefusal = Refusal<RefusalCode> | ActionFault;

/**
 * Sends the form and opens the item's page. It is `pending` until that page is there.
 *
 * @param onSent     called when the item is stored
 * @param onInvalid  called with the faults that the server found, by field
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
        // A message on the page says it already.
        if (answer.code === 'OTHER_ACCOUNT') return;
        setRefusal(answer);
        if (answer.code === 'INVALID_INPUT') onInvalid(answer.fields);
      });
    });
  }

  /** The next request lists another item; it does not repeat this one. */
  function renew() {
    key.current = null;
    setRefusal(null);
  }

  return { send, renew, pending, refusal };
}
