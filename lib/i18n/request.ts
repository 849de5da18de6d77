import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { LOCALE_COOKIE, TIME_ZONE } from './locale';
import { loadMessages } from './messages';
import { resolveLocale } from './resolve-locale';

/** The configuration of next-intl for a request: its language, which is not part of the URL, and its messages. */
export default getRequestConfig(async () => {
  const [cookieStore, headerStore] = await Promise.all([cookies(), headers()]);
  const locale = resolveLocale({
    cookie: cookieStore.get(LOCALE_COOKIE)?.value,
    acceptLanguage: headerStore.get('accept-language'),
  });
  return { locale, timeZone: TIME_ZONE, messages: await loadMessages(locale) };
});
