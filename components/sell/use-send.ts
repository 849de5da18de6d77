'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState, useTransition } from 'react';
import type { Result } from '@/lib/result';

type RefusalCode =
  | 'INVALID_INPUT'
  | 'IDEMPOTENCY_MISMATCH'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'HAS_BIDS'
  | 'AUCTION_ENDED';

/** `before`: an earlier sending, whose answer was lost, had listed the item already, and as it was then. */
export type Sent = { auctionId: string; before?: boolean };

/**
 * Lists or changes an item; the input is as the JSON API has it. A new item that is sent twice under one key is listed
 * once.
 */
export type SellAction = (input: unknown, key: string) => Promise<Result<Sent, RefusalCode>>;

/** `BROKEN`: no answer came. */
export type SellRefusal = RefusalCode | 'BROKEN';

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
  action: SellAction;
  onSent: (sent: Sent) => void;
  onInvalid: (fields: Record<string, string>) => void;
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [refusal, setRefusal] = useState<SellRefusal | null>(null);
  const key = useRef<string | null>(null);

  function send(input: unknown) {
    setRefusal(null);
    key.current ??= newKey();
    const { current } = key;
    startTransition(async () => {
      // What is thrown here is a lost connection or an outage: the form stays, to be sent again.
      const answer = await action(input, current).catch(() => null);
      startTransition(() => {
        if (answer?.ok) {
          renew();
          onSent(answer);
          router.push(`/auctions/${answer.auctionId}`);
          return;
        }
        setRefusal(answer?.code ?? 'BROKEN');
        if (answer?.code === 'INVALID_INPUT') onInvalid(answer.fields);
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

/** `crypto.randomUUID` exists over HTTPS only, and a phone in the same network comes without. */
function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
