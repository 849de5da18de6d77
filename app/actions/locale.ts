'use server';

import { action } from '@/lib/accounts/action';
import { textOf } from '@/lib/form-fields';
import { isLocale } from '@/lib/i18n/locale';
import { rememberLocale } from '@/lib/i18n/remember-locale';

/** Sets the language of this browser's pages to the field `locale`. An unknown language changes nothing. */
export const setLocaleAction = action(async (_previous: unknown, form: FormData): Promise<void> => {
  const locale = textOf(form, 'locale');
  if (isLocale(locale)) await rememberLocale(locale);
});
