/** The languages of the interface; the first one is the default. */
export const LOCALES = ['ko', 'en'] as const;

export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = 'ko';

/** The cookie that remembers a person's choice. */
export const LOCALE_COOKIE = 'NEXT_LOCALE';

/** Every clock in the product shows Korean time, whatever the device is set to. */
export const TIME_ZONE = 'Asia/Seoul';

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}
