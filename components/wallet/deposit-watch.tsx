'use client';

import { useEffect } from 'react';
import { useRefresh } from '@/components/action/use-refresh';

const FIRST_LOOK_MS = 1_500;
const LONGEST_WAIT_MS = 15_000;

/** Refreshes the page, less and less often, until it shows the outcome of a payment. */
export function DepositWatch() {
  const refresh = useRefresh({ inBackground: true });
  useEffect(() => {
    let waitMs = FIRST_LOOK_MS;
    let timer = setTimeout(look, waitMs);
    function look() {
      refresh();
      waitMs = Math.min(waitMs * 1.5, LONGEST_WAIT_MS);
      timer = setTimeout(look, waitMs);
    }
    return () => clearTimeout(timer);
  }, [refresh]);
  return null;
}
