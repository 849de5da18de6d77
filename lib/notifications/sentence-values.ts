import type { NotificationParams } from '@/db/schema';
import { formatWon } from '@/lib/format/money';
import { formatDateTime } from '@/lib/format/time';
import type { Locale } from '@/lib/i18n/locale';

export type { NotificationParams };

/**
 * The values for the texts of `notifications.sentence`.
 *
 * @param removedItem  the name of an item that an operator has removed
 */
export function sentenceValues(params: NotificationParams, locale: Locale, removedItem = '') {
  return {
    title: params.removed ? removedItem : params.title,
    amount: params.amount === undefined ? '' : formatWon(params.amount, locale),
    name: params.name ?? '',
    rating: params.rating ?? 0,
    count: params.count ?? 0,
    rest: params.rest === undefined ? 'none' : formatWon(params.rest, locale),
    reason: params.reason ?? '',
    outcome: params.outcome ?? '',
    what: params.what ?? '',
    role: params.role ?? '',
    when: params.at === undefined ? '' : formatDateTime(params.at, locale),
  };
}
