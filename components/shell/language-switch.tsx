import { useLocale, useTranslations } from 'next-intl';
import { type CommandAction, CommandForm } from '@/components/action/command-form';
import { cn } from '@/components/ui/cn';
import { LOCALES } from '@/lib/i18n/locale';
import { switchClasses, switchOptionClasses } from './switch-classes';

/** Each language by its own name, so that people who read only that language find it. */
const NAMES = { ko: '한국어', en: 'English' } as const;

/**
 * Korean or English; a form, so that it works without a script.
 *
 * @param action  stores the language of the field `locale`
 */
export function LanguageSwitch({ action, className }: { action: CommandAction; className?: string }) {
  const t = useTranslations('shell');
  const current = useLocale();
  return (
    <CommandForm action={action}>
      <fieldset aria-label={t('language')} className={cn(switchClasses, className)}>
        {LOCALES.map((locale) => (
          <button
            key={locale}
            type="submit"
            name="locale"
            value={locale}
            lang={locale}
            aria-pressed={locale === current}
            className={switchOptionClasses}
          >
            {NAMES[locale]}
          </button>
        ))}
      </fieldset>
    </CommandForm>
  );
}
