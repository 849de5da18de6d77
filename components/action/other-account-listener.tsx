'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef } from 'react';
import { toast } from '@/components/ui/toaster';
import { useMadeFor } from './made-for-field';
import { OTHER_ACCOUNT_EVENT, type OtherAccountNoticed } from './send-change';
import { useRefresh } from './use-refresh';

/** The id of the line, which stands beside the message that a press leads to. */
const LINE = 'account in background';

/**
 * Tells the person that another account is logged in by now. It stands once, in the root layout. After a press the page
 * becomes that account's. A request that the page made by itself leads to a line instead. The line stays until the
 * person closes it, and then does not come back, or until the page is the other account's; its button makes it so.
 */
export function OtherAccountListener() {
  const t = useTranslations('action');
  const refresh = useRefresh();
  const madeFor = useMadeFor();
  const lineStands = useRef(false);
  const closedFor = useRef<string | null>(null);

  const tell = useEffectEvent((event: Event) => {
    if (!(event instanceof CustomEvent)) return;
    const { nickname, inBackground } = event.detail as OtherAccountNoticed;
    if (inBackground) {
      if (closedFor.current === nickname) return;
      lineStands.current = true;
      toast.info(t('otherAccountMeanwhile', { nickname }), {
        id: LINE,
        duration: Number.POSITIVE_INFINITY,
        action: { label: t('turnOver'), onClick: refresh },
        cancel: {
          label: <X aria-label={t('close')} className="size-5" />,
          onClick: () => (closedFor.current = nickname),
        },
      });
      return;
    }
    toast.error(t('otherAccount', { nickname }), { id: 'account' });
    refresh();
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the page is another account's whenever this changes
  useEffect(() => {
    closedFor.current = null;
    if (!lineStands.current) return;
    lineStands.current = false;
    toast.dismiss(LINE);
  }, [madeFor]);

  useEffect(() => {
    const listen = (event: Event) => tell(event);
    window.addEventListener(OTHER_ACCOUNT_EVENT, listen);
    return () => window.removeEventListener(OTHER_ACCOUNT_EVENT, listen);
  }, []);
  return null;
}
