'use client';

import { useEffect, useRef, useState } from 'react';
import { Price, type PriceProps } from '@/components/ui/price';

const TICK_MS = 220;

/** A price that counts up to its new amount when it changes, or jumps there for people who asked for less motion. */
export function TickingPrice({ amount, ...props }: Omit<PriceProps, 'amount'> & { amount: number }) {
  return <Price amount={useTicking(amount)} {...props} />;
}

function useTicking(target: number): number {
  const [shown, setShown] = useState(target);
  const latest = useRef(target);

  useEffect(() => {
    const from = latest.current;
    if (from === target) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches || document.hidden;
    const start = performance.now();
    let frame = requestAnimationFrame(step);

    function step(now: number) {
      // The first frame may have begun before the change, and the price must not go back.
      const progress = still ? 1 : Math.min(1, Math.max(0, now - start) / TICK_MS);
      const eased = 1 - (1 - progress) ** 3;
      latest.current = progress === 1 ? target : Math.round(from + (target - from) * eased);
      setShown(latest.current);
      if (progress < 1) frame = requestAnimationFrame(step);
    }

    return () => cancelAnimationFrame(frame);
  }, [target]);

  return shown;
}
