'use client';

import { useEffect, useRef, useState } from 'react';
import { type DraftOf, discardDraft, loadDraft, saveDraft } from './draft';
import { isUntouched, type ListingValues } from './listing-values';

const TYPING_PAUSE_MS = 400;

/**
 * Stores the values of the form on this device until the item is listed.
 *
 * @param of         null if nothing is stored, because the item is listed already
 * @param initial    the values at the beginning
 * @param onRestore  called once with the draft of an earlier visit, after hydration
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: a form never changes its owner
  useEffect(() => {
    if (!of) return;
    if (isUntouched(current, initial)) {
      // Emptied by hand: there is nothing left to restore.
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

  // This effect comes after the storing one, so that the empty form of the first moment does not count as emptied.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft of an earlier visit is read once
  useEffect(() => {
    const draft = of && loadDraft(of, initial);
    if (!draft || isUntouched(draft, initial)) return;
    isKept.current = true;
    onRestore(draft);
    setRestored(true);
  }, []);

  useEffect(() => {
    // A tab that is closed does not wait for the pause to end; a phone reports only that it is hidden.
    const saveNow = () => unsaved.current?.();
    document.addEventListener('visibilitychange', saveNow);
    window.addEventListener('pagehide', saveNow);
    return () => {
      document.removeEventListener('visibilitychange', saveNow);
      window.removeEventListener('pagehide', saveNow);
      // A navigation to another page of the site does not close the tab.
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
