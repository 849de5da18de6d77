import { CircleUserRound, House, Plus, Wallet, Zap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { BottomBar, BottomTabLink } from './bottom-bar';

const TABS = [
  { href: '/', word: 'home', Icon: House },
  { href: '/auctions?kind=national', word: 'live', Icon: Zap },
  { href: '/auctions/new', word: 'sellShort', Icon: Plus },
  { href: '/wallet', word: 'wallet', Icon: Wallet },
  { href: '/me', word: 'me', Icon: CircleUserRound },
] as const;

/** The five tabs of the phone, in reach of the thumb. */
export function BottomTabs() {
  const t = useTranslations('shell.nav');
  return (
    <BottomBar label={t('tabs')}>
      {TABS.map(({ href, word, Icon }) => (
        <BottomTabLink key={word} href={href}>
          <Icon aria-hidden className="size-5.5" strokeWidth={1.8} />
          {t(word)}
        </BottomTabLink>
      ))}
    </BottomBar>
  );
}
