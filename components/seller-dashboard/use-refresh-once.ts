'use client';

import { useEffect } from 'react';
import { useRefresh } from '@/components/action/use-refresh';

/** Refreshes the page after a change that its figures and lists do not show yet. */
export function useRefreshOnce(changed: boolean): void {
  const refresh = useRefresh({ inBackground: true });
  useEffect(() => {
    if (changed) refresh();
  }, [changed, refresh]);
}
