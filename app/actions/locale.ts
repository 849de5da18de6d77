'use server';

import { action } from '@/lib/accounts/action';
import { textOf } from '@/lib/form-fields';
import { isLocale } from '@/lib/i18n/locale';
import { rememberLocale } from '@/lib/i18n/remember-locale';

/** The language of this browser's pages, from the field `locale`; an unknown one changes nothing. */
export const setLocaleAction = action(async (_previous: null, form: FormData): Promise<void> => {
  const locale = textOf(form, 'locale');
  if (isLocale(locale)) await rememberLocale(locale);
});
