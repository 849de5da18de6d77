'use client';

import { useEffect } from 'react';
import { registerWorker } from './register-worker';

/**
 * Registers the service worker (`public/sw.js`) when the page has loaded. A new version waits until no page of the
 * site is open any more, which is the default of browsers.
 *
 * @param loggedIn  after a logout, by the person or by the server, this browser gets no more pushes
 */
export function ServiceWorker({ loggedIn }: { loggedIn: boolean }) {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const start = () => void register(loggedIn);
    if (document.readyState === 'complete') start();
    else window.addEventListener('load', start);
    return () => window.removeEventListener('load', start);
  }, [loggedIn]);
  return null;
}

async function register(loggedIn: boolean): Promise<void> {
  try {
    const registration = await registerWorker();
    if (loggedIn || !('pushManager' in registration)) return;
    const subscription = await registration.pushManager.getSubscription();
    // The push service then tells the server that this subscription is gone.
    await subscription?.unsubscribe();
  } catch {
    // Unreachable just now, or switched off in this browser: the site works without it.
  }
}
