'use client';

import { useEffect } from 'react';

/** The scroll position of each address, as long as this tab keeps its script. */
const places = new Map<string, number>();
/** A page that arrives later than this after the step back stays where the browser scrolled to. */
const ARRIVES_WITHIN_MS = 1_000;
const SCROLLS_BY_HAND = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/**
 * A person who steps back returns to their scroll position. The browser does this, but only if the page is there at once: while
 * the transition to the page that they leave again is still running, React delays the earlier page.
 */
export function KeepPlace() {
  useEffect(() => {
    let stop = () => {};
    const note = () => places.set(location.href, scrollY);
    const comeBack = () => {
      const place = places.get(location.href);
      stop();
      if (place !== undefined) stop = hold(place);
    };
    addEventListener('scroll', note, { passive: true });
    addEventListener('popstate', comeBack);
    return () => {
      stop();
      removeEventListener('scroll', note);
      removeEventListener('popstate', comeBack);
    };
  }, []);
  return null;
}

/** Scrolls there as soon as the page is long enough, unless the person scrolls themselves. */
function hold(place: number): () => void {
  const until = performance.now() + ARRIVES_WITHIN_MS;
  let frame = requestAnimationFrame(look);
  function look() {
    const isLongEnough = document.documentElement.scrollHeight >= place + innerHeight;
    if (isLongEnough && Math.abs(scrollY - place) > 1) scrollTo({ top: place, behavior: 'instant' });
    frame = requestAnimationFrame(performance.now() < until ? look : stop);
  }
  function stop() {
    cancelAnimationFrame(frame);
    for (const name of SCROLLS_BY_HAND) removeEventListener(name, stop);
  }
  for (const name of SCROLLS_BY_HAND) addEventListener(name, stop, { passive: true });
  return stop;
}
