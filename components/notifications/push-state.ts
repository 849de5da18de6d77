import { OTHER_ACCOUNT_STATUS, sendChange } from '@/components/action/send-change';
import { registerWorker, workerAtWork } from '@/components/offline/register-worker';

/** Whether this browser gets pushes, or why it cannot. */
export type PushState = 'unsupported' | 'insecure' | 'install' | 'denied' | 'off' | 'on';

const PATH = '/api/v1/notifications/push';

/**
 * Reads the state of this browser. An existing subscription is sent to the server again: the server may have lost it, and it
 * belongs to the person who is logged in now.
 *
 * @param publicKey  of this site; a subscription made with another key is useless and is ended
 */
export async function readPushState(publicKey: string, { inBackground = false } = {}): Promise<PushState> {
  const hindrance = whyNot();
  if (hindrance) return hindrance;
  // The browser knows this at once, and it outweighs all the rest.
  if (Notification.permission === 'denied') return 'denied';
  const subscription = await currentSubscription();
  if (!subscription) return 'off';
  const key = subscription.options.applicationServerKey;
  if (key && base64Url(key) !== publicKey) {
    await subscription.unsubscribe();
    return 'off';
  }
  const body = subscription.toJSON();
  return (await sendChange({ method: 'POST', path: PATH, body, inBackground })) === 204 ? 'on' : 'off';
}

/** Gives the subscription of this browser, if it has one, to the login of this page. */
export async function renewPush(): Promise<void> {
  if (whyNot() || !(await currentSubscription())) return;
  const { publicKey } = (await (await fetch(PATH)).json()) as { publicKey: string };
  await readPushState(publicKey, { inBackground: true });
}

function whyNot(): PushState | null {
  if (!window.isSecureContext) return 'insecure';
  const supported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (supported) return null;
  // Safari on a phone has all three, but only for installed sites.
  const isApplePhone = /iPhone|iPad|iPod/.test(navigator.userAgent) || isTabletThatSaysMac();
  return isApplePhone ? 'install' : 'unsupported';
}

function isTabletThatSaysMac(): boolean {
  return navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1;
}

/**
 * Asks the person, then the browser.
 *
 * @returns the new state; `dismissed` when the person gave no answer, null when it failed
 */
export async function turnPushOn(publicKey: string): Promise<'on' | 'denied' | 'dismissed' | null> {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'dismissed';
  try {
    const registration = await registerWorker();
    if (!(await workerAtWork(registration))) return null;
    const { pushManager } = registration;
    const subscription = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: publicKey,
    });
    if ((await sendChange({ method: 'POST', path: PATH, body: subscription.toJSON() })) === 204) return 'on';
    await subscription.unsubscribe();
    return null;
  } catch {
    // The browser's push service is unreachable or switched off.
    return null;
  }
}

/** @returns whether it is off now: it is not when the subscription belongs to another account by now */
export async function turnPushOff(): Promise<boolean> {
  const subscription = await currentSubscription();
  if (!subscription) return true;
  const { endpoint } = subscription;
  const status = await sendChange({ method: 'DELETE', path: PATH, body: { endpoint } });
  if (status === OTHER_ACCOUNT_STATUS) return false;
  await subscription.unsubscribe();
  return true;
}

/** @returns the status of the answer; 404 when the subscription no longer exists */
export async function sendTestPush(): Promise<number> {
  const subscription = await currentSubscription();
  if (!subscription) return 404;
  return sendChange({ method: 'POST', path: `${PATH}/test`, body: { endpoint: subscription.endpoint } });
}

async function currentSubscription(): Promise<PushSubscription | null> {
  const { pushManager } = await registerWorker();
  return pushManager.getSubscription();
}

function base64Url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
