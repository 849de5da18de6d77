'use client';

import { useCallback, useEffect, useEffectEvent } from 'react';
import { NEWS_EVENT } from '@/lib/live/news-event';
import { listenToPage } from '@/lib/live/page-events';
import { atServerTime, serverNow } from '@/lib/live/server-clock';
import { useRefresh } from './use-refresh';

/** A rendering that is younger than this is not repeated because somebody looks at it. */
const FRESH_MS = 5_000;
/** Notifications come in bursts; the page is rendered again after the burst. */
const BURST_MS = 300;
/** The worker opens and closes an auction on time; a moment later every page shows it. */
const SETTLED_MS = 1_500;
/** The pages of all people who look at the same auction do not ask in the same moment. */
const SPREAD_MS = 3_000;

/** The newest rendering of each page that was on the screen, by its address. */
const newestShown = new Map<string, string>();

/** Whether this rendering of a page, or a newer one, was on the screen before. */
export function wasShown(address: string, renderedAt: string): boolean {
  const newest = newestShown.get(address);
  if (newest !== undefined && newest >= renderedAt) return true;
  newestShown.set(address, renderedAt);
  return false;
}

/**
 * Has the server render the page again when its amounts, standings and states may be out of date: when the person comes back
 * to it, when the page comes from the memory of the browser or the router, and when a notification arrives.
 *
 * @param renderedAt  ISO 8601, when the server read what the page shows
 * @param everyMs     also at this interval while the page is visible, where the person's own affairs change without a
 *   notification: of several bids on an auction only the first is notified until the person looks
 */
export function KeepFresh({ renderedAt, everyMs }: { renderedAt: string; everyMs?: number }) {
  const refresh = useRefreshWhenSeen();

  const look = useEffectEvent(() => {
    if (serverNow() - Date.parse(renderedAt) > FRESH_MS) refresh();
  });

  // A rendering that was on the screen before comes from memory, after a step through the history. One that has just arrived
  // is as new as it can be, however long it was under way: to ask for another would never end on a slow network.
  useEffect(() => {
    if (wasShown(location.pathname + location.search, renderedAt)) look();
  }, [renderedAt]);

  useEffect(() => listenToPage({ onLook: look, onBack: look }), []);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    function hear() {
      clearTimeout(timer);
      timer = setTimeout(refresh, BURST_MS);
    }
    window.addEventListener(NEWS_EVENT, hear);
    return () => {
      clearTimeout(timer);
      window.removeEventListener(NEWS_EVENT, hear);
    };
  }, [refresh]);

  useEffect(() => {
    if (everyMs === undefined) return;
    const timer = setInterval(look, everyMs * (0.9 + Math.random() / 5));
    return () => clearInterval(timer);
  }, [everyMs]);

  return null;
}

/**
 * Has the server render the page again when one of the auctions on it has begun or ended.
 *
 * @param moment  ISO 8601, see `nextChange`; null where no auction is about to change
 */
export function RefreshAt({ moment }: { moment: string | null }) {
  const refresh = useRefreshWhenSeen();
  useEffect(() => {
    if (moment === null) return;
    return atServerTime(Date.parse(moment) + SETTLED_MS + SPREAD_MS * Math.random(), refresh);
  }, [moment, refresh]);
  return null;
}

/** The refresh of a page that nobody looks at waits until somebody does; `KeepFresh` sees to that. */
function useRefreshWhenSeen(): () => void {
  const refresh = useRefresh({ inBackground: true });
  return useCallback(() => {
    if (document.visibilityState === 'visible') refresh();
  }, [refresh]);
}
