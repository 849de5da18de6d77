'use client';

import { useState } from 'react';
import { Price, type PriceProps } from '@/components/ui/price';

/**
 * A price whose digits flip to the new amount when it changes. From the first frame on the whole new amount stands there:
 * digits that flipped one by one, or counted up, would show amounts that nobody bid.
 */
export function TickingPrice({ amount, ...props }: Omit<PriceProps, 'amount'> & { amount: number }) {
  const [first] = useState(amount);
  const flips =
    'transition-transform duration-200 starting:[transform:perspective(24rem)_rotateX(-70deg)] inline-block';
  return (
    <span key={amount} className={amount === first ? 'inline-block' : flips}>
      <Price amount={amount} {...props} />
    </span>
  );
}
