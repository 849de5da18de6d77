'use client';

import { useEffect, useState } from 'react';
import type { ItemCondition } from '@/lib/auctions/types';

/** What similar goods went for, in whole won. */
export type PriceHint = { median: number; lowerQuartile: number; upperQuartile: number; sales: number };

export type AskPriceHint = (similar: {
  category: string;
  condition: ItemCondition;
}) => Promise<PriceHint | null>;

/** The hint for what is chosen; null while too little is chosen, and where too little was sold. */
export function usePriceHint(
  ask: AskPriceHint,
  category: string,
  condition: ItemCondition | '',
): PriceHint | null {
  const [answer, setAnswer] = useState<{ question: string; hint: PriceHint | null } | null>(null);
  const question = `${category} ${condition}`;
  useEffect(() => {
    if (category === '' || condition === '') return;
    let isCurrent = true;
    // Without an answer one lists without a hint.
    ask({ category, condition }).then(
      (hint) => isCurrent && setAnswer({ question: `${category} ${condition}`, hint }),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [ask, category, condition]);
  return answer?.question === question ? answer.hint : null;
}
