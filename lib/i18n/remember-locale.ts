import { cookies } from 'next/headers';
import { LOCALE_COOKIE, type Locale } from './locale';

const ONE_YEAR_SECONDS = 60 * 60 * 24 * 365;

/** Stores the language that a person chose in a cookie; the page is rendered again in it. For server actions. */
export async function rememberLocale(locale: Locale): Promise<void> {
  const cookieStore = await cookies();
  cookieStore.set(LOCALE_COOKIE, locale, { path: '/', maxAge: ONE_YEAR_SECONDS, sameSite: 'lax' });
}
