'use server';

import { cookies } from 'next/headers';
import { textOf } from '@/lib/form-fields';
import { isLocale, LOCALE_COOKIE } from '@/lib/i18n/locale';

const ONE_YEAR_SECONDS = 60 * 60 * 24 * 365;

/**
 * Remembers the language a person chose, in a cookie; the page is rendered again in it.
 *
 * @param form  field `locale`; an unknown language changes nothing
 */
export async function setLocaleAction(form: FormData): Promise<void> {
  const locale = textOf(form, 'locale');
  if (!isLocale(locale)) return;
  const cookieStore = await cookies();
  cookieStore.set(LOCALE_COOKIE, locale, { path: '/', maxAge: ONE_YEAR_SECONDS, sameSite: 'lax' });
}
