'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { type CallableAction, useCall } from '@/components/action/use-call';
import type { ItemCondition } from '@/lib/auctions/item-terms';

/** The prices of similar items, in whole won. */
export type PriceHint = { median: number; lowerQuartile: number; upperQuartile: number; sales: number };

export type AskPriceHint = CallableAction<
  [similar: { category: string; condition: ItemCondition }],
  PriceHint | null
>;

/** The hint for the chosen category and condition; null until both are chosen, and if there were too few sales. */
export function usePriceHint(
  ask: AskPriceHint,
  category: string,
  condition: ItemCondition | '',
): PriceHint | null {
  const [answer, setAnswer] = useState<{ question: string; hint: PriceHint | null } | null>(null);
  const question = `${category} ${condition}`;
  const call = useCall(ask);
  const askNow = useEffectEvent(call);
  useEffect(() => {
    if (category === '' || condition === '') return;
    let isCurrent = true;
    void askNow({ category, condition }).then((asked) => {
      // Without an answer the seller lists without a hint.
      if (isCurrent && asked.ok) setAnswer({ question: `${category} ${condition}`, hint: asked.answer });
    });
    return () => {
      isCurrent = false;
    };
  }, [category, condition]);
  return answer?.question === question ? answer.hint : null;
}
