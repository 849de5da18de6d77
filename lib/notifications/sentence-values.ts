import type { NotificationParams } from '@/db/schema';
import { formatWon } from '@/lib/format/money';
import type { Locale } from '@/lib/i18n/locale';

export type { NotificationParams };

/** The values for the texts of `notifications.sentence`. */
export function sentenceValues(params: NotificationParams, locale: Locale) {
  return {
    title: params.title,
    amount: params.amount === undefined ? '' : formatWon(params.amount, locale),
    name: params.name ?? '',
    rating: params.rating ?? 0,
    count: params.count ?? 0,
  };
}
