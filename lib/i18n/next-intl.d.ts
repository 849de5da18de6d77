import type messages from '@/messages/ko.json';
import type { Locale } from './locale';

// Korean is the reference: a key that is missing there does not compile.
declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messages;
  }
}
