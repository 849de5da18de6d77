import { createTranslator } from 'next-intl';
import { LOCALES } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import { offlineDocument } from './offline-document';

/**
 * The page without a network: the service worker caches it. It contains both languages, because it is
 * fetched without cookies, and it needs no other file, because none can be fetched when it is displayed.
 */
export async function GET(): Promise<Response> {
  const words = await Promise.all(
    LOCALES.map(async (locale) => {
      const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: 'offline' });
      return { locale, title: t('title'), body: t('body'), money: t('money'), retry: t('retry') };
    }),
  );
  return new Response(offlineDocument(words), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      'X-Robots-Tag': 'noindex',
    },
  });
}
