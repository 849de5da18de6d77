'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useRefresh } from '@/components/action/use-refresh';
import { toast } from '@/components/ui/toaster';
import { useNotifications } from '@/lib/live/use-notifications';
import { sentenceValues } from '@/lib/notifications/sentence-values';
import type { WireNotification } from '@/lib/realtime/protocol';
import { askUnread, markAuctionRead } from './ask';
import { isNotificationKind, paramsOf } from './notification-kind';

export type NotificationListenerProps = {
  socketUrl: string;
  unread: number;
  onUnread: (count: number) => void;
};

/** Kinds that need action at once are shown as a message on every page. */
const TOLD_AT_ONCE = ['OUTBID', 'WON'];
const TOLD_FOR_MS = 8_000;
/** Notifications come in bursts: the number is requested after the burst. */
const ASK_AFTER_MS = 200;

const AUCTION_PAGE = /^\/auctions\/(\d+)$/;

/**
 * Listens to the person's notifications: keeps the number in the header right, shows urgent ones, and marks as read those
 * that are on screen. The number is always the server's: a notification may come twice, and another tab may have read it.
 */
export function NotificationListener({ socketUrl, unread, onUnread }: NotificationListenerProps) {
  const pathname = usePathname();
  const auctionId = AUCTION_PAGE.exec(pathname)?.[1];
  const words = useTranslations('action');
  const refresh = useRefresh();
  const tell = useTell(pathname);
  const asked = useRef(0);
  const asking = useRef<ReturnType<typeof setTimeout>>(undefined);

  const ask = useEffectEvent(async (mayHaveNew: boolean) => {
    asked.current += 1;
    const mine = asked.current;
    const onScreen = auctionId !== undefined && document.visibilityState === 'visible';
    if (onScreen && (mayHaveNew || unread > 0)) await markAuctionRead(auctionId);
    const count = await askUnread();
    // The answer to an older request is dropped.
    if (count !== null && mine === asked.current) onUnread(count);
  });

  useNotifications(socketUrl, {
    onNotification: (notification) => {
      tell(notification);
      clearTimeout(asking.current);
      asking.current = setTimeout(() => void ask(true), ASK_AFTER_MS);
    },
    onConnect: () => void ask(true),
    // In another tab, or by the server. The page becomes a visitor's, so that nobody else at this browser reads it.
    onLoggedOut: () => {
      toast.info(words('loggedOut'), { id: 'account' });
      refresh();
    },
  });

  // The pushes of this browser ended with the login before.
  useEffect(() => {
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    import('./push-state').then(({ renewPush }) => renewPush()).catch(() => undefined);
  }, []);

  // Opening the page of a notification reads it; another tab does too, and this tab learns of it when the person comes back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: requested again for each page
  useEffect(() => {
    if (unread > 0) void ask(false);
  }, [pathname]);

  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && void ask(true);
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearTimeout(asking.current);
    };
  }, []);

  return null;
}

/** Shows a message, once, unless its page is on screen. */
function useTell(pathname: string): (notification: WireNotification) => void {
  const t = useTranslations('notifications');
  const locale = useLocale();
  const router = useRouter();
  const told = useRef(new Set<string>());
  return ({ id, kind, params, link, createdAt }) => {
    const key = `${id} ${createdAt}`;
    const isOnScreen = link.split('#')[0] === pathname || pathname === '/notifications';
    if (told.current.has(key) || isOnScreen) return;
    told.current.add(key);
    if (!isNotificationKind(kind) || !TOLD_AT_ONCE.includes(kind)) return;
    const values = sentenceValues(paramsOf(params), locale);
    const show = kind === 'WON' ? toast.success : toast.warning;
    show(t(`sentence.${kind}.title`, values), {
      id: `notification-${id}`,
      description: t(`sentence.${kind}.body`, values),
      duration: TOLD_FOR_MS,
      action: { label: t('open'), onClick: () => router.push(link) },
    });
  };
}
