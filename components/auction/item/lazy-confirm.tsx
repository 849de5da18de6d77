'use client';

import { useEffect, useRef } from 'react';
import type { ConfirmProps } from '@/components/ui/alert-dialog';
import { useLazyComponent } from '@/components/ui/use-lazy-component';

const loadConfirm = () => import('@/components/ui/alert-dialog').then((module) => module.Confirm);

/** Begins to fetch the dialog when a pointer is near the button that will open it. */
export function preloadConfirm(): void {
  // If this fails, opening the dialog says so.
  loadConfirm().catch(() => undefined);
}

/**
 * `Confirm`, fetched when it is first needed: most people who look at an item never see one. It gives the focus back to
 * the element that had it, because it holds no trigger that it could remember.
 */
export function LazyConfirm({
  open,
  onClose,
  ...question
}: Omit<ConfirmProps, 'trigger' | 'open' | 'onOpenChange'> & { open: boolean; onClose: () => void }) {
  const askedFrom = useRef<Element | null>(null);
  const Confirm = useLazyComponent(loadConfirm, { wanted: open, failed: onClose });
  useEffect(() => {
    if (open) askedFrom.current ??= document.activeElement;
  }, [open]);

  function close() {
    onClose();
    const element = askedFrom.current;
    askedFrom.current = null;
    // The dialog has to release the focus first.
    requestAnimationFrame(() => element instanceof HTMLElement && element.focus());
  }

  if (!open || !Confirm) return null;
  return <Confirm {...question} open onOpenChange={(stays) => stays || close()} />;
}
