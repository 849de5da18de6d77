import type { Messages } from 'next-intl';
import type { Locale } from './locale';

/** All words of one language; the other language's file is never read. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  switch (locale) {
    case 'ko':
      return (await import('@/messages/ko.json')).default;
    case 'en':
      return (await import('@/messages/en.json')).default;
    default:
      return locale satisfies never;
  }
}

/** Messages that client components need on no page or on few: the admin pages pass on those of `admin` themselves. */
const SERVER_ONLY = ['admin', 'legal', 'unavailable'] as const satisfies readonly (keyof Messages)[];

/** The messages for client components. */
export function clientMessages(messages: Messages): Omit<Messages, (typeof SERVER_ONLY)[number]> {
  const { admin: _, legal: __, unavailable: ___, ...rest } = messages;
  return rest;
}
