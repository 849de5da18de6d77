'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useRefresh } from '@/components/action/use-refresh';
import { toast } from '@/components/ui/toaster';
import type { WalletReading } from '@/lib/live/newest-wallet';
import { NEWS_EVENT } from '@/lib/live/news-event';
import { auctionOnScreen, showNewest, watchScreen } from '@/lib/live/on-screen';
import { useNotifications } from '@/lib/live/use-notifications';
import { sentenceValues } from '@/lib/notifications/sentence-values';
import type { WireNotification } from '@/lib/realtime/protocol';
import { askUnread, markAuctionRead } from './ask';
import { askAfterBursts } from './ask-after-bursts';
import { isNotificationKind, paramsOf } from './notification-kind';
import { askWallet, useWalletInAllTabs } from './wallet-listener';

export type NotificationListenerProps = {
  socketUrl: string;
  unread: number;
  wallet: WalletReading;
  onUnread: (count: number) => void;
};

/** Kinds that need action at once are shown as a message on every page. */
const TOLD_AT_ONCE = ['OUTBID', 'WON'];
const GOOD_NEWS = ['WON', 'AUTO_RAISED'];
/** Kinds about parts of an item's page that only the server renders. */
const RENDERED_BY_SERVER = ['QUESTION', 'ANSWER', 'REVIEW', 'REVIEW_ANSWER'];
const TOLD_FOR_MS = 8_000;

/**
 * Listens to the person's notifications: keeps the number and the wallet in the header right, shows urgent ones, and marks
 * those about the auction on the screen as read, once the person can see the state that they are about. The number is always
 * the server's: a notification may come twice, and another tab may have read it.
 */
export function NotificationListener({ socketUrl, unread, wallet, onUnread }: NotificationListenerProps) {
  const pathname = usePathname();
  const words = useTranslations('action');
  const refresh = useRefresh();
  const tell = useTell(pathname);
  const renderPage = useRefresh({ inBackground: true });
  useWalletInAllTabs(wallet);
  const asked = useRef(0);
  const asks = useRef<ReturnType<typeof askAfterBursts>>(null);
  /** Notifications that the page of their auction has yet to show. */
  const held = useRef<WireNotification[]>([]);

  /**
   * Shows what is unread about the auction on the screen, and marks it as read. The held notifications that the page could
   * not show become messages.
   */
  const showUnread = useEffectEvent(async (): Promise<void> => {
    // A page that is put away shows nothing; it does when the person comes back.
    if (document.visibilityState !== 'visible') return;
    const news = held.current.splice(0);
    const auctionId = auctionOnScreen();
    const needsServer = news.some(({ kind }) => RENDERED_BY_SERVER.includes(kind));
    const asOf = auctionId && (await showNewest(needsServer ? renderPage : null));
    if (auctionId && asOf) {
      await markAuctionRead(auctionId, asOf);
      // While a notification is unread no second one of its kind is made: a bid between the two requests was not announced.
      await showNewest(null);
    } else for (const notification of news) tell(notification, { wasHeld: true });
  });

  const ask = useEffectEvent(async (): Promise<void> => {
    asked.current += 1;
    const mine = asked.current;
    void askWallet();
    const hasNews = held.current.length > 0;
    if (hasNews) await showUnread();
    let count = await askUnread();
    if (!hasNews && count && auctionOnScreen()) {
      await showUnread();
      count = await askUnread();
    }
    // The answer to an older request is dropped.
    if (count !== null && mine === asked.current) onUnread(count);
  });

  useNotifications(socketUrl, {
    onNotification: (notification) => {
      if (notification.link.split('#')[0] === pathname) held.current.push(notification);
      else tell(notification);
      window.dispatchEvent(new Event(NEWS_EVENT));
      asks.current?.soon();
    },
    onConnect: () => void ask(),
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

  // Opening the page of a notification reads it.
  const lookAtPage = useEffectEvent(() => (unread > 0 ? ask() : askWallet()));

  // biome-ignore lint/correctness/useExhaustiveDependencies: requested again for each page
  useEffect(() => void lookAtPage(), [pathname]);

  useEffect(() => {
    asks.current = askAfterBursts(() => void ask());
    return () => asks.current?.end();
  }, []);

  useEffect(() => watchScreen(() => void lookAtPage()), []);

  return null;
}

/** Shows a message, once, unless its page is on screen. */
function useTell(pathname: string): (notification: WireNotification, how?: { wasHeld: boolean }) => void {
  const t = useTranslations('notifications');
  const locale = useLocale();
  const router = useRouter();
  const told = useRef(new Set<string>());
  return ({ id, kind, params, link, createdAt }, { wasHeld } = { wasHeld: false }) => {
    const key = `${id} ${createdAt}`;
    if (told.current.has(key) || pathname === '/notifications') return;
    told.current.add(key);
    // The page of its auction could not show it, therefore it becomes a message, whatever its kind is.
    const isHere = wasHeld && link.split('#')[0] === pathname;
    if (!isNotificationKind(kind) || !(isHere || TOLD_AT_ONCE.includes(kind))) return;
    const values = sentenceValues(paramsOf(params), locale);
    const show = GOOD_NEWS.includes(kind) ? toast.success : toast.warning;
    show(t(`sentence.${kind}.title`, values), {
      id: `notification-${id}`,
      description: t(`sentence.${kind}.body`, values),
      duration: TOLD_FOR_MS,
      // A press that leads to the page where the person is would load it again, and they may be offline.
      ...(!isHere && { action: { label: t('open'), onClick: () => router.push(link) } }),
    });
  };
}
