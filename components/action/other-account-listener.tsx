'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef } from 'react';
import { toast } from '@/components/ui/toaster';
import { useMadeFor } from './made-for-field';
import { OTHER_ACCOUNT_EVENT, type OtherAccountAnnounced } from './send-change';
import { useRefresh } from './use-refresh';

/**
 * The id of the message after a request that nobody pressed for. The message after a press has another id, so that both
 * can be visible.
 */
const LINE = 'account in background';

/**
 * Tells the person that another account is logged in by now. Rendered once, in the root layout. After a press the page
 * is reloaded for that account. After a request that nobody pressed for, a message appears instead; its button reloads
 * the page for that account. The message stays until then, or until the person closes it; it does not come back for the
 * same account.
 */
export function OtherAccountListener() {
  const t = useTranslations('action');
  const refresh = useRefresh();
  const madeFor = useMadeFor();
  const lineStands = useRef(false);
  const closedFor = useRef<string | null>(null);

  const tell = useEffectEvent((event: Event) => {
    if (!(event instanceof CustomEvent)) return;
    const { nickname, inBackground } = event.detail as OtherAccountAnnounced;
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of `madeFor` makes it another account's page
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
