import { LOCALE_COOKIE, type Locale } from '@/lib/i18n/locale';
import { resolveLocale } from '@/lib/i18n/resolve-locale';

/** The language of the sender of these headers: chosen on the site, else the first choice of their browser. */
export function localeOf(headers: Headers): Locale {
  const cookie = headers.get('cookie') ?? '';
  return resolveLocale({
    cookie: new RegExp(`(?:^|; *)${LOCALE_COOKIE}=(\\w+)`).exec(cookie)?.[1],
    acceptLanguage: headers.get('accept-language'),
  });
}
