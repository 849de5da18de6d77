'use client';

import { useState } from 'react';
import { Price, type PriceProps } from '@/components/ui/price';

/**
 * A price whose new amount slides in when it changes. It never counts through the amounts between: nobody bid them, and a
 * person could read a price that never existed.
 */
export function TickingPrice({ amount, ...props }: Omit<PriceProps, 'amount'> & { amount: number }) {
  const [first] = useState(amount);
  const moves =
    'transition-[opacity,translate] duration-200 starting:-translate-y-1/4 starting:opacity-0 inline-block';
  return (
    <span key={amount} className={amount === first ? 'inline-block' : moves}>
      <Price amount={amount} {...props} />
    </span>
  );
}
