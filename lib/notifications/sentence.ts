import { createTranslator } from 'next-intl';
import type { NotificationParams } from '@/db/schema';
import type { Locale } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import type { NotificationKind } from './notify';
import { sentenceValues } from './sentence-values';

/** The text of a notification: a headline and one sentence. */
export type Sentence = { title: string; body: string };

/** The text of one notification, in the reader's language. */
export async function sentenceFor(
  notification: { kind: NotificationKind; params: NotificationParams },
  locale: Locale,
): Promise<Sentence> {
  const t = createTranslator({
    locale,
    messages: await loadMessages(locale),
    namespace: 'notifications',
  });
  const values = sentenceValues(notification.params, locale, t('removedItem'));
  const { kind } = notification;
  return { title: t(`sentence.${kind}.title`, values), body: t(`sentence.${kind}.body`, values) };
}
