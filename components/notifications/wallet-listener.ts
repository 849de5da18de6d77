'use client';

import { useEffect } from 'react';
import { MADE_FOR_HEADER, madeForHere } from '@/lib/accounts/made-for';
import { learnWallet, useNewestWallet, type WalletReading } from '@/lib/live/newest-wallet';

/** Requests the wallet for the header. Without an answer, or for another account, the amount stays as it is. */
export async function askWallet(): Promise<void> {
  try {
    const headers = { [MADE_FOR_HEADER]: madeForHere() };
    const answer = await fetch('/api/v1/wallet', { headers, cache: 'no-store' });
    if (!answer.ok) return;
    const { balance, serverTime } = (await answer.json()) as { balance: number | string; serverTime: string };
    learnWallet({ available: balance, readAt: serverTime });
  } catch {
    // Out of reach: the person is told by the rest of the page.
  }
}

const CHANNEL = 'wallet';

type Message = WalletReading & { madeFor: string };

/**
 * Passes a new amount on to the other tabs of the browser, which may be open beside this one, and takes theirs.
 *
 * @param page  the reading that the page was rendered with
 */
export function useWalletInAllTabs(page: WalletReading): void {
  const { available, readAt } = useNewestWallet(page);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if (data.madeFor === madeForHere()) learnWallet(data);
    });
    channel.postMessage({ madeFor: madeForHere(), available, readAt } satisfies Message);
    return () => channel.close();
  }, [available, readAt]);
}
