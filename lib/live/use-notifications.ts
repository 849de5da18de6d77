import { useEffect, useEffectEvent } from 'react';
import type { WireNotification } from '@/lib/realtime/protocol';
import { PERSONAL_TOPIC } from '@/lib/realtime/topics';
import { listenAt } from './listen';

/** All connections come back at the same moment; the requests that follow are spread over this time. */
const SPREAD_MS = 3_000;

/**
 * Receives the notifications of the logged-in person (outbid, won, a question, …) the moment they are made.
 *
 * Notifications from the time of an interruption are not repeated: a component that shows a count reads it again in
 * `onConnect`, which is called at the first connection and after each interruption. `onLoggedOut` is called when the login of
 * the page has ended.
 *
 * @param socketUrl  null while nobody is logged in
 */
export function useNotifications(
  socketUrl: string | null,
  {
    onNotification,
    onConnect,
    onLoggedOut,
  }: {
    onNotification: (notification: WireNotification) => void;
    onConnect?: () => void;
    onLoggedOut?: () => void;
  },
): void {
  const hear = useEffectEvent(onNotification);
  const connected = useEffectEvent(() => onConnect?.());
  const loggedOut = useEffectEvent(() => onLoggedOut?.());
  useEffect(() => {
    if (!socketUrl) return;
    let wasLive = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const leave = listenAt(socketUrl)(PERSONAL_TOPIC, {
      onNotification: (notification) => hear(notification),
      onLoggedOut: () => loggedOut(),
      onLive: (live) => {
        clearTimeout(again);
        if (!live) return;
        if (wasLive) again = setTimeout(connected, SPREAD_MS * Math.random());
        else connected();
        wasLive = true;
      },
    });
    return () => {
      clearTimeout(again);
      leave();
    };
  }, [socketUrl]);
}
