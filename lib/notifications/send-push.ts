import webPush from 'web-push';
import { env } from '@/lib/env';
import type { Locale } from '@/lib/i18n/locale';
import { type Attempt, errorText } from './attempt';
import type { Subscription } from './push-subscription';
import type { Sentence } from './sentence';
import { vapidKeys } from './vapid';

/** Older news of an auction is of no use on a lock screen. */
const KEPT_SECONDS = 4 * 60 * 60;
/** Longer than the time limit of a connection, so that only an answer is waited for this long. */
const TIMEOUT_MS = 20_000;

/** The content that `public/sw.js` shows. Of two pushes with the same tag it shows only the later. */
export type PushMessage = {
  tag: string;
  /** The notification that is marked as read when the push is opened. */
  notificationId: string | null;
  locale: Locale;
  sentence: Sentence;
  /** Path of the page that it leads to. */
  link: string;
};

/** Sends one push, encrypted for the browser (RFC 8291) and signed for its push service (RFC 8292). */
export async function sendPush(subscription: Subscription, message: PushMessage): Promise<Attempt> {
  const { sentence, ...rest } = message;
  try {
    const request = webPush.generateRequestDetails(subscription, JSON.stringify({ ...sentence, ...rest }), {
      TTL: KEPT_SECONDS,
      urgency: 'high',
      vapidDetails: { subject: contact(), ...vapidKeys() },
    });
    const response = await fetch(request.endpoint, {
      method: request.method,
      headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      body: new Uint8Array(request.body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return outcomeOf(response.status);
  } catch (error) {
    return { outcome: mayHaveArrived(error) ? 'unknown' : 'failed', error: errorText(error) };
  }
}

/** The contact of this site for a push service (RFC 8292, section 2.1). */
function contact(): string {
  const { APP_URL, MAIL_FROM } = env();
  return APP_URL?.startsWith('https:') ? APP_URL : `mailto:${MAIL_FROM}`;
}

function outcomeOf(status: number): Attempt {
  if (status >= 200 && status < 300) return { outcome: 'sent' };
  // RFC 8030, section 7.3: the subscription has expired or was withdrawn.
  if (status === 404 || status === 410) return { outcome: 'gone' };
  const error = `the push service answered ${status}`;
  return { outcome: status === 429 || status >= 500 ? 'failed' : 'refused', error };
}

/** Whether the connection broke, or no answer came, after the request was on its way. */
function mayHaveArrived(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TimeoutError') return true;
  const code = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : '';
  return ['UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'ECONNRESET', 'EPIPE'].includes(code);
}
