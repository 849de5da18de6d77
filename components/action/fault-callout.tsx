'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { FormAlert } from '@/components/ui/form-alert';
import type { ActionFault } from './call-action';

/**
 * Puts into words why a press led to no answer.
 *
 * @param once  whether pressing again counts once
 */
export function useFaultWords(): (fault: ActionFault, once: boolean) => string {
  const t = useTranslations('action');
  return (fault, once) => {
    switch (fault.code) {
      case 'UNREACHABLE':
        if (fault.earlier) return t('unanswered');
        return t(once ? 'unreachableOnce' : 'unreachable');
      case 'OUTDATED':
        return t('outdated');
      case 'OTHER_ACCOUNT':
        return t('otherAccount', { nickname: fault.nickname });
      default:
        return fault satisfies never;
    }
  };
}

/**
 * The same words as a box in the form. It is spoken at once, and brought into view where the form is longer than the
 * screen. If the page is too old, it offers to load the new one.
 */
export function FaultCallout({
  fault,
  once,
  reload,
}: {
  fault: ActionFault | null;
  once: boolean;
  reload: () => void;
}) {
  const words = useFaultWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (fault) box.current?.scrollIntoView({ block: 'nearest' });
  }, [fault]);
  return (
    <FormAlert ref={box} className="scroll-mt-44 scroll-mb-24">
      {fault ? (
        <>
          {words(fault, once)}
          {fault.code === 'OUTDATED' ? <ReloadButton reload={reload} /> : null}
        </>
      ) : null}
    </FormAlert>
  );
}

export function ReloadButton({ reload }: { reload: () => void }) {
  const t = useTranslations('action');
  return (
    <Button variant="link" onClick={reload} className="ml-1 font-bold">
      {t('reload')}
    </Button>
  );
}
