'use client';

import { useTranslations } from 'next-intl';
import { toast } from '@/components/ui/toaster';
import type { ActionFault } from './call-action';
import { useFaultWords } from './fault-callout';

/**
 * Says why a press led to no answer as a passing message, for buttons that have no room for it beside them.
 *
 * @returns a function of the fault; `once`: whether pressing again counts once
 */
export function useFaultToast(): (fault: ActionFault, once?: boolean) => void {
  const t = useTranslations('action');
  const words = useFaultWords();
  return (fault, once = false) => {
    // One message serves the whole page, whichever of its parts learnt of it.
    // It is said nowhere else, and takes a while to read.
    const options = fault.code === 'OTHER_ACCOUNT' ? { id: 'account', duration: 10_000 } : {};
    const reload = { label: t('reload'), onClick: () => window.location.reload() };
    toast.error(
      words(fault, once),
      fault.code === 'OUTDATED' ? { action: reload, duration: 10_000 } : options,
    );
  };
}
