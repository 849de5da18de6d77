import Negotiator from 'negotiator';
import { DEFAULT_LOCALE, isLocale, type Locale } from './locale';

/**
 * The language of an answer.
 *
 * A choice made earlier always wins. Without one, English is taken only from a browser that puts it before
 * Korean; any other language, and no header at all, gets Korean.
 *
 * @param cookie          value of the locale cookie, if any
 * @param acceptLanguage  the request's Accept-Language header, if any
 */
export function resolveLocale({
  cookie,
  acceptLanguage,
}: {
  cookie: string | undefined;
  acceptLanguage: string | null | undefined;
}): Locale {
  if (isLocale(cookie)) return cookie;
  if (!acceptLanguage) return DEFAULT_LOCALE;
  const wanted = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages();
  for (const tag of wanted) {
    const language = tag.split('-')[0]?.toLowerCase();
    if (isLocale(language)) return language;
  }
  return DEFAULT_LOCALE;
}
