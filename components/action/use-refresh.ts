'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import { isStillTheirs } from './send-change';
import { browserNetwork, untilReachable } from './until-reachable';

/**
 * The one way to bring the page up to date from a script, as soon as the site can be reached. The router's own refresh
 * turns into a browser navigation when it gets no answer, and that throws away the page with everything that was typed.
 *
 * @param inBackground  for a refresh that nobody pressed for: if another account is logged in by then, the page stays as it
 *   is
 * @returns a function that never changes; called again while it waits, it refreshes once
 */
export function useRefresh({ inBackground = false } = {}): () => void {
  const router = useRouter();
  const waiting = useRef<AbortController | null>(null);
  useEffect(() => () => waiting.current?.abort(), []);
  return useCallback(() => {
    if (waiting.current && !waiting.current.signal.aborted) return;
    const controller = new AbortController();
    waiting.current = controller;
    void untilReachable(browserNetwork, controller.signal).then(async (reachable) => {
      const mayRefresh = reachable && (!inBackground || (await isStillTheirs()));
      if (controller.signal.aborted) return;
      waiting.current = null;
      if (mayRefresh) router.refresh();
    });
  }, [router, inBackground]);
}
