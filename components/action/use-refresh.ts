'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import { browserNetwork, untilReachable } from './until-reachable';

/**
 * The one way to bring the page up to date from a script: as soon as the site can be reached. The router's own refresh
 * turns into a browser navigation when it gets no answer, and that throws the page away with all that was typed.
 *
 * @returns a function that never changes; pressed again while it waits, it refreshes once
 */
export function useRefresh(): () => void {
  const router = useRouter();
  const waiting = useRef<AbortController | null>(null);
  useEffect(() => () => waiting.current?.abort(), []);
  return useCallback(() => {
    if (waiting.current && !waiting.current.signal.aborted) return;
    const controller = new AbortController();
    waiting.current = controller;
    void untilReachable(browserNetwork, controller.signal).then((reachable) => {
      if (!reachable) return;
      waiting.current = null;
      router.refresh();
    });
  }, [router]);
}
