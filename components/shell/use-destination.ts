'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';

/** If an answer never comes, the browser says so itself; the page must not wait for ever. */
const GIVE_UP_MS = 10_000;

/** The address within the site that a press leads to, or null when it leads to no other page. */
function destinationOf(event: MouseEvent): URL | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.target || link.hasAttribute('download')) return null;
  const url = new URL(link.href);
  const isElsewhere = url.pathname + url.search !== location.pathname + location.search;
  return url.origin === location.origin && isElsewhere ? url : null;
}

/** The path of a pressed link, until its page is there; null when no navigation is under way. */
export function useDestination(): string | null {
  const here = `${usePathname()}?${useSearchParams()}`;
  const [leaving, setLeaving] = useState<{ from: string; to: string } | null>(null);

  useEffect(() => {
    function start(event: MouseEvent) {
      const url = destinationOf(event);
      if (url) setLeaving({ from: here, to: url.pathname });
    }
    document.addEventListener('click', start);
    return () => document.removeEventListener('click', start);
  }, [here]);

  useEffect(() => {
    if (!leaving) return;
    const timer = setTimeout(() => setLeaving(null), GIVE_UP_MS);
    return () => clearTimeout(timer);
  }, [leaving]);

  return leaving?.from === here ? leaving.to : null;
}
