'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent } from 'react';
import { toast } from '@/components/ui/toaster';
import { OTHER_ACCOUNT_EVENT } from './send-change';
import { useRefresh } from './use-refresh';

/** Says that another account is logged in by now, and makes the page theirs; once, in the root layout. */
export function OtherAccountListener() {
  const t = useTranslations('action');
  const refresh = useRefresh();
  const tell = useEffectEvent((event: Event) => {
    if (!(event instanceof CustomEvent)) return;
    toast.error(t('otherAccount', { nickname: String(event.detail) }), { id: 'account' });
    refresh();
  });
  useEffect(() => {
    const listen = (event: Event) => tell(event);
    window.addEventListener(OTHER_ACCOUNT_EVENT, listen);
    return () => window.removeEventListener(OTHER_ACCOUNT_EVENT, listen);
  }, []);
  return null;
}
