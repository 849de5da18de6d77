import { and, eq } from 'drizzle-orm';
import { createTranslator } from 'next-intl';
import { database } from '@/db/client';
import { pushSubscriptions } from '@/db/schema';
import type { Locale } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import { log } from '@/lib/log';
import { consume } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import { sendPush } from './send-push';
import { unsubscribeFromPush } from './unsubscribe-from-push';

/**
 * Sends a push to one of a person's browsers while they wait, to see that it arrives.
 *
 * @returns NOT_FOUND if that browser is not subscribed, or no longer; BUSY if its push service does not accept the push
 */
export async function testPush({
  userId,
  endpoint,
  locale,
}: {
  userId: string;
  endpoint: string;
  locale: Locale;
}): Promise<Result<object, 'NOT_FOUND' | 'BUSY' | 'RATE_LIMITED'>> {
  const allowed = await consume('testPush', userId);
  if (!allowed.ok) return allowed;
  const [found] = await database()
    .select()
    .from(pushSubscriptions)
    .where(and(eq(pushSubscriptions.endpoint, endpoint), eq(pushSubscriptions.userId, userId)));
  if (!found) return refuse('NOT_FOUND');
  const messages = await loadMessages(locale);
  const t = createTranslator({ locale, messages, namespace: 'notifications.test' });
  const attempt = await sendPush(
    { endpoint: found.endpoint, keys: { p256dh: found.p256dh, auth: found.auth } },
    {
      tag: 'test',
      notificationId: null,
      locale,
      sentence: { title: t('title'), body: t('body') },
      link: '/settings/notifications',
    },
  );
  if (attempt.outcome === 'sent') return { ok: true };
  if (attempt.outcome === 'gone') {
    await unsubscribeFromPush(userId, endpoint);
    return refuse('NOT_FOUND');
  }
  log.warn(attempt, 'a test push was not delivered');
  return { ok: false, code: 'BUSY', retryAfterSeconds: 30 };
}
