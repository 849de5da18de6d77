'use client';

import { Bell } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentType, useEffect, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { NavLink } from '@/components/ui/nav-link';
import type { WalletReading } from '@/lib/live/newest-wallet';
import type { NotificationListenerProps } from './notification-listener';

const MOST_SHOWN = 99;

/**
 * The bell in the header with the number of unread notifications, which is updated while the page is open.
 *
 * It is on every page; therefore its listener is loaded after the page, and only for a person who is logged
 * in.
 *
 * @param unread  as of `asOf`: a later rendering of the frame is more recent than an earlier message
 */
export function NotificationBell({
  unread,
  asOf,
  wallet,
  socketUrl,
}: {
  unread: number;
  asOf: string;
  wallet: WalletReading;
  socketUrl: string;
}) {
  const t = useTranslations('shell.nav');
  const [known, setKnown] = useState({ unread, asOf });
  const [Listener, setListener] = useState<ComponentType<NotificationListenerProps> | null>(null);
  if (known.asOf < asOf) setKnown({ unread, asOf });

  useEffect(() => {
    let here = true;
    import('./notification-listener').then(
      (module) => here && setListener(() => module.NotificationListener),
      // Not reachable just now: the number is that of the page, and the next page tries again.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, []);

  const count = known.unread;
  return (
    <>
      <IconButton asChild label={count > 0 ? t('notificationsUnread', { count }) : t('notifications')}>
        <NavLink href="/notifications">
          <Bell aria-hidden strokeWidth={1.8} />
          {count > 0 ? (
            <span
              aria-hidden
              className="num absolute top-0.5 left-6 inline-flex h-5 min-w-5 items-center justify-center rounded-full border-2 border-paper bg-live px-1 text-xs leading-none font-bold text-live-ink"
            >
              {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
            </span>
          ) : null}
        </NavLink>
      </IconButton>
      {Listener ? (
        <Listener
          socketUrl={socketUrl}
          unread={count}
          wallet={wallet}
          onUnread={(now) => setKnown((before) => ({ ...before, unread: now }))}
        />
      ) : null}
    </>
  );
}
