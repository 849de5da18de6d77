'use client';

import { useLocale, useTranslations } from 'next-intl';
import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react';
import { useRefresh } from '@/components/action/use-refresh';
import { useNotifications } from '@/lib/live/use-notifications';
import { sentenceValues } from '@/lib/notifications/sentence-values';
import { isNotificationKind, paramsOf } from './notification-kind';

/** The newest notification at the time when the page was opened. */
const OpenedAt = createContext('0');

/** Notifications come in bursts; the page is rendered again after the burst. */
const REFRESH_AFTER_MS = 250;

/**
 * The list of notifications, which updates itself: a new one is rendered by the server like all others, and announced to
 * screen readers. After an interruption the list is read again.
 */
export function LiveFeed({
  socketUrl,
  newestId,
  children,
}: {
  socketUrl: string;
  newestId: string;
  children: ReactNode;
}) {
  const t = useTranslations('notifications');
  const locale = useLocale();
  const refresh = useRefresh({ inBackground: true });
  const [openedAt] = useState(newestId);
  const [spoken, setSpoken] = useState('');
  const refreshing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const connected = useRef(false);

  function refreshSoon() {
    clearTimeout(refreshing.current);
    refreshing.current = setTimeout(refresh, REFRESH_AFTER_MS);
  }

  useNotifications(socketUrl, {
    onNotification: ({ kind, params }) => {
      refreshSoon();
      if (!isNotificationKind(kind)) return;
      const title = t(`sentence.${kind}.title`, sentenceValues(paramsOf(params), locale));
      setSpoken(t('live', { title }));
    },
    onConnect: () => {
      if (connected.current) refreshSoon();
      connected.current = true;
    },
  });
  useEffect(() => () => clearTimeout(refreshing.current), []);

  return (
    <OpenedAt value={openedAt}>
      <p role="status" className="sr-only">
        {spoken}
      </p>
      {children}
    </OpenedAt>
  );
}

/** One entry of the list; an entry that arrives after the page was opened slides in. */
export function FeedItem({ id, children }: { id: string; children: ReactNode }) {
  const isNew = BigInt(id) > BigInt(use(OpenedAt));
  return (
    <li
      className={
        isNew
          ? 'border-b border-line transition-[opacity,translate] duration-250 last:border-b-0 starting:-translate-y-4 starting:opacity-0'
          : 'border-b border-line last:border-b-0'
      }
    >
      {children}
    </li>
  );
}
