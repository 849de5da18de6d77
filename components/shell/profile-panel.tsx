import { Bell, ChartColumn, Gavel, LogOut, Settings, ShieldCheck, Wallet } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { CommandForm } from '@/components/action/command-form';
import { Avatar } from '@/components/ui/avatar';
import type { ShellViewer } from '@/lib/accounts/shell-viewer';
import { LanguageSwitch } from './language-switch';
import type { ShellActions } from './shell-actions';
import { ThemeSwitch } from './theme-switch';
import { WalletAmount } from './wallet-amount';

const LINKS = [
  { href: '/me', word: 'myBids', Icon: Gavel },
  { href: '/wallet', word: 'wallet', Icon: Wallet },
  { href: '/seller', word: 'seller', Icon: ChartColumn },
  { href: '/notifications', word: 'notifications', Icon: Bell },
  { href: '/settings', word: 'settings', Icon: Settings },
] as const;

const rowClasses =
  'flex min-h-11 w-full items-center gap-3 rounded-sm px-3 text-left text-sm font-medium hover:bg-sunken [&_svg]:size-5 [&_svg]:text-soft';

/** The links below a person's own name. */
export function ProfilePanel({ viewer, actions }: { viewer: ShellViewer; actions: ShellActions }) {
  const t = useTranslations('shell');
  return (
    <>
      <div className="flex items-center gap-3 px-3 pt-2 pb-3">
        <Avatar name={viewer.nickname} size="md" />
        <div className="min-w-0">
          <p className="truncate font-bold">{viewer.nickname}</p>
          <p className="truncate text-xs text-soft">
            {viewer.regionName} ·{' '}
            <WalletAmount page={{ available: viewer.available, readAt: viewer.readAt }} />
          </p>
        </div>
      </div>
      <ul className="border-t border-line py-2">
        {LINKS.map(({ href, word, Icon }) => (
          <li key={href}>
            <Link prefetch={false} href={href} className={rowClasses}>
              <Icon aria-hidden strokeWidth={1.8} />
              {t(`nav.${word}`)}
            </Link>
          </li>
        ))}
        {viewer.isOperator ? (
          <li>
            <Link prefetch={false} href="/admin" className={rowClasses}>
              <ShieldCheck aria-hidden strokeWidth={1.8} />
              {t('nav.operators')}
            </Link>
          </li>
        ) : null}
        <li>
          <CommandForm action={actions.logout}>
            <button type="submit" className={rowClasses}>
              <LogOut aria-hidden strokeWidth={1.8} />
              {t('nav.logout')}
            </button>
          </CommandForm>
        </li>
      </ul>
      <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-1 pt-2">
        <LanguageSwitch action={actions.setLocale} />
        <ThemeSwitch />
      </div>
    </>
  );
}
