'use client';

import { useEffect, useRef, useState } from 'react';
import { type DraftOf, discardDraft, loadDraft, saveDraft } from './draft';
import { isUntouched, type ListingValues } from './listing-values';

const TYPING_PAUSE_MS = 400;

/**
 * Keeps what stands in the form on this device until the item is listed.
 *
 * @param of         null where nothing is kept, because the item is listed already
 * @param initial    the form as it began
 * @param onRestore  given what an earlier visit left, once, after the page has come to life
 */
export function useDraft({
  of,
  current,
  initial,
  onRestore,
}: {
  of: DraftOf | null;
  current: ListingValues;
  initial: ListingValues;
  onRestore: (values: ListingValues) => void;
}) {
  const [restored, setRestored] = useState(false);
  const isKept = useRef(false);
  const unsaved = useRef<(() => void) | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a form never becomes another's
  useEffect(() => {
    if (!of) return;
    if (isUntouched(current, initial)) {
      // Emptied by hand: nothing is left to come back to.
      if (isKept.current) discardDraft(of);
      isKept.current = false;
      unsaved.current = null;
      return;
    }
    unsaved.current = () => {
      unsaved.current = null;
      isKept.current = true;
      saveDraft(of, current);
    };
    const timer = setTimeout(() => unsaved.current?.(), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [current]);

  // Below the saving, so that the empty form of the first moment does not count as emptied.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what an earlier visit left is looked for once
  useEffect(() => {
    const draft = of && loadDraft(of, initial);
    if (!draft || isUntouched(draft, initial)) return;
    isKept.current = true;
    onRestore(draft);
    setRestored(true);
  }, []);

  useEffect(() => {
    // A tab that is closed gives no time for the pause to end; a phone says no more than that it is hidden.
    const saveNow = () => unsaved.current?.();
    document.addEventListener('visibilitychange', saveNow);
    window.addEventListener('pagehide', saveNow);
    return () => {
      document.removeEventListener('visibilitychange', saveNow);
      window.removeEventListener('pagehide', saveNow);
      // Going on to another page of the site is no closing of the tab.
      saveNow();
    };
  }, []);

  function forget() {
    unsaved.current = null;
    isKept.current = false;
    if (of) discardDraft(of);
    setRestored(false);
  }

  return { restored, forget };
}
