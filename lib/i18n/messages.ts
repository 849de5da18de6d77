import type { Messages } from 'next-intl';
import { isolateMessages } from './isolate';
import type { Locale } from './locale';

const loaded = new Map<Locale, Promise<Messages>>();

/**
 * All words of one language; the other language's file is never read. Every sentence of the product is made of these: a name
 * or title that is put into one is isolated there (`isolateMessages`), wherever it is made and read.
 */
export function loadMessages(locale: Locale): Promise<Messages> {
  const messages = loaded.get(locale) ?? readMessages(locale).then(isolateMessages);
  loaded.set(locale, messages);
  return messages;
}

async function readMessages(locale: Locale): Promise<Messages> {
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
