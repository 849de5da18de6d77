import { MapPin } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { NotificationBell } from '@/components/notifications/notification-bell';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { NavLink } from '@/components/ui/nav-link';
import type { ShellViewer } from '@/lib/accounts/shell-viewer';
import { LogoMark } from './logo';
import { OfflineBar } from './offline-bar';
import { ProfileMenu } from './profile-menu';
import { ProfilePanel } from './profile-panel';
import { SearchBox } from './search-box';
import type { ShellActions } from './shell-actions';
import { WalletLink } from './wallet-amount';

const linkClasses =
  'inline-flex min-h-11 items-center gap-1.5 rounded-sm px-2 text-sm font-semibold whitespace-nowrap hover:text-brand aria-[current=page]:text-brand';

/**
 * The header of every page. On a phone only its second row, the search, stays in sight when the person scrolls; all of
 * it comes back when the keyboard's focus enters it.
 */
export function Header({
  viewer,
  actions,
  socketUrl,
}: {
  viewer: ShellViewer | null;
  actions: ShellActions;
  /** The address of the gateway for the viewer's notifications. */
  socketUrl: string;
}) {
  const t = useTranslations('shell');
  return (
    <header className="sticky -top-14 z-30 border-b border-line bg-paper/90 backdrop-blur-md has-focus-visible:top-0 md:top-0">
      <div className="container-page grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-1 pt-1.5 pb-2.5 md:flex md:gap-x-4 md:py-3">
        <Link href="/" className="mr-1 flex min-h-11 shrink-0 items-center gap-2 rounded-sm md:mr-0">
          <LogoMark />
          <span className="text-[1.125rem] font-bold tracking-[-0.03em] max-[359px]:sr-only">
            {t('brand')}
          </span>
        </Link>
        <PlacePill viewer={viewer} />
        <SearchBox />
        <nav
          aria-label={t('nav.label')}
          className={cn('ml-auto flex shrink-0 items-center md:gap-x-1', viewer && '-mr-1.5')}
        >
          <MainLinks viewer={viewer} />
          {viewer ? <OwnCorner viewer={viewer} actions={actions} socketUrl={socketUrl} /> : <DoorLinks />}
        </nav>
      </div>
      <OfflineBar />
    </header>
  );
}

function PlacePill({ viewer }: { viewer: ShellViewer | null }) {
  const t = useTranslations('shell.nav');
  const href = viewer ? `/auctions?region=${viewer.regionCode}` : '/auctions';
  return (
    <Link
      href={href}
      aria-label={viewer ? t('place', { region: viewer.regionName }) : undefined}
      className="flex min-h-11 min-w-0 items-center gap-1.5 rounded-sm px-1.5 text-sm font-semibold hover:text-brand max-md:max-w-full max-md:justify-self-start md:max-w-44"
    >
      <MapPin aria-hidden className="size-5 shrink-0" strokeWidth={1.8} />
      <span className="truncate">{viewer ? viewer.regionName : t('placeUnset')}</span>
    </Link>
  );
}

function MainLinks({ viewer }: { viewer: ShellViewer | null }) {
  const t = useTranslations('shell.nav');
  return (
    <span className="hidden items-center gap-x-1 md:flex">
      {viewer ? (
        <NavLink href="/me" className={`${linkClasses} max-lg:hidden`}>
          {t('myBids')}
        </NavLink>
      ) : null}
      <NavLink href="/auctions/new" className={linkClasses}>
        {t('sell')}
      </NavLink>
      {viewer ? (
        <WalletLink page={{ available: viewer.available, readAt: viewer.readAt }} className={linkClasses} />
      ) : null}
    </span>
  );
}

function OwnCorner({
  viewer,
  actions,
  socketUrl,
}: {
  viewer: ShellViewer;
  actions: ShellActions;
  socketUrl: string;
}) {
  const t = useTranslations('shell.nav');
  return (
    <>
      <NotificationBell
        unread={viewer.unread}
        asOf={viewer.readAt}
        wallet={{ available: viewer.available, readAt: viewer.readAt }}
        socketUrl={socketUrl}
      />
      <ProfileMenu
        label={t('profile', { nickname: viewer.nickname })}
        face={<Avatar name={viewer.nickname} className="size-8 text-sm" />}
      >
        <ProfilePanel viewer={viewer} actions={actions} />
      </ProfileMenu>
    </>
  );
}

function DoorLinks() {
  const t = useTranslations('shell.nav');
  return (
    <>
      <NavLink href="/login" className={linkClasses}>
        {t('login')}
      </NavLink>
      <Button asChild className="max-md:hidden">
        <Link href="/signup">{t('signup')}</Link>
      </Button>
    </>
  );
}
