'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { ConfirmProps } from '@/components/ui/alert-dialog';
import { toast } from '@/components/ui/toaster';
import { useLazyComponent } from '@/components/ui/use-lazy-component';

const loadConfirm = () => import('@/components/ui/alert-dialog').then((module) => module.Confirm);

/** Begins to fetch the dialog, when a pointer is near the button that will ask. */
export function preloadConfirm(): void {
  // Should it fail, asking says so.
  loadConfirm().catch(() => undefined);
}

/**
 * `Confirm`, fetched when something is asked for the first time: most who look at an item never see one. Gives the
 * focus back to where it was, because there is no trigger inside that it could remember.
 */
export function LazyConfirm({
  open,
  onClose,
  ...question
}: Omit<ConfirmProps, 'trigger' | 'open' | 'onOpenChange'> & { open: boolean; onClose: () => void }) {
  const t = useTranslations('common');
  const askedFrom = useRef<Element | null>(null);
  const Confirm = useLazyComponent(loadConfirm, {
    wanted: open,
    failed: () => {
      onClose();
      toast.error(t('unreachable'));
    },
  });
  useEffect(() => {
    if (open) askedFrom.current ??= document.activeElement;
  }, [open]);

  function close() {
    onClose();
    const element = askedFrom.current;
    askedFrom.current = null;
    // Once the dialog has let go of the focus.
    requestAnimationFrame(() => element instanceof HTMLElement && element.focus());
  }

  if (!open || !Confirm) return null;
  return <Confirm {...question} open onOpenChange={(stays) => stays || close()} />;
}
