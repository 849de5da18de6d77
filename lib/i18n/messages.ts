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

/** Texts that no page's client components need, or few pages': the desk hands out those of `admin` itself. */
const SERVER_ONLY = ['admin', 'legal', 'unavailable'] as const satisfies readonly (keyof Messages)[];

/** The words that client components may ask for. */
export function clientMessages(messages: Messages): Omit<Messages, (typeof SERVER_ONLY)[number]> {
  const { admin: _, legal: __, unavailable: ___, ...rest } = messages;
  return rest;
}
