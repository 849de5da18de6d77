import { Bell, ChartColumn, ChevronRight, LogOut, Settings, Wallet } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { CommandForm } from '@/components/action/command-form';
import { LanguageSwitch } from '@/components/shell/language-switch';
import type { ShellActions } from '@/components/shell/shell-actions';
import { ThemeSwitch } from '@/components/shell/theme-switch';
import { Card } from '@/components/ui/card';

const PLACES = [
  { href: '/wallet', word: 'wallet', Icon: Wallet },
  { href: '/seller', word: 'seller', Icon: ChartColumn },
  { href: '/notifications', word: 'notifications', Icon: Bell },
  { href: '/settings', word: 'settings', Icon: Settings },
] as const;

const rowClasses =
  'flex min-h-13 w-full items-center gap-3 px-4 text-left font-medium hover:bg-sunken focus-visible:-outline-offset-2 [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:text-soft';

/** Links to the viewer's other pages, and the language and the theme. */
export function OwnPlaces({ actions }: { actions: ShellActions }) {
  const t = useTranslations('shell');
  const words = useTranslations('me');
  return (
    <section aria-label={words('places')}>
      <Card>
        <ul>
          {PLACES.map(({ href, word, Icon }) => (
            <li key={href} className="border-b border-line">
              <Link href={href} className={rowClasses}>
                <Icon aria-hidden strokeWidth={1.8} />
                <span className="flex-1">{t(`nav.${word}`)}</span>
                <ChevronRight aria-hidden className="size-4!" />
              </Link>
            </li>
          ))}
          <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2">
            <span className="font-medium">{t('language')}</span>
            <LanguageSwitch action={actions.setLocale} />
          </li>
          <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2 [@media(scripting:none)]:hidden">
            <span className="font-medium">{t('theme.label')}</span>
            <ThemeSwitch />
          </li>
          <li>
            <CommandForm action={actions.logout}>
              <button type="submit" className={rowClasses}>
                <LogOut aria-hidden strokeWidth={1.8} />
                {t('nav.logout')}
              </button>
            </CommandForm>
          </li>
        </ul>
      </Card>
    </section>
  );
}
