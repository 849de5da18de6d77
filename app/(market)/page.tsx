import { PackageSearch, Zap } from 'lucide-react';
import { headers } from 'next/headers';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { KeepFresh } from '@/components/action/keep-fresh';
import { AuctionCard, AuctionGrid } from '@/components/auction/auction-card';
import { LiveAuctionCard } from '@/components/auction/live-auction-card';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Chip, ChipRow } from '@/components/ui/chip';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHeader } from '@/components/ui/page-header';
import { currentViewer } from '@/lib/accounts/viewer';
import type { AuctionSummary as Auction } from '@/lib/auctions/card';
import { type HomePage, homePage } from '@/lib/auctions/home';
import { toWireCard } from '@/lib/auctions/wire';
import { categoryTree } from '@/lib/categories/queries';
import { realtimeUrl } from '@/lib/realtime/public-url';
import { regionPath } from '@/lib/regions/queries';
import { RecentlySeen } from './recently-seen';

/** Live auctions of the whole country, auctions that end soon around the viewer, and new ones there. */
export default async function HomePageScreen() {
  const viewer = await currentViewer();
  const [home, path, t] = await Promise.all([
    homePage(viewer),
    viewer ? regionPath(viewer.regionCode) : [],
    getTranslations('list.home'),
  ]);
  const region = path.at(-1) ?? null;
  const shared = { loggedIn: viewer !== null, serverTime: home.serverTime.toISOString() };
  return (
    <div className="container-page flex flex-col gap-7 pt-3 pb-8 md:gap-9 md:pt-6">
      <h1 className="sr-only">{t('title')}</h1>
      <KeepFresh renderedAt={shared.serverTime} />
      <LiveStrip home={home} />
      {viewer ? null : <Invitation />}
      <EndingSoon auctions={home.endingSoon} region={region} {...shared} />
      <RecentlySeen viewerId={viewer?.id ?? null} serverTime={shared.serverTime} />
      <Newest newest={home.newest} twice={new Set(home.endingSoon.map(({ id }) => id))} {...shared} />
    </div>
  );
}

/** By the number of lots, so that a quiet night leaves no gap. */
const STRIP_COLUMNS: Record<number, string> = {
  2: 'lg:grid-cols-[1.5fr_1fr]',
  3: 'lg:grid-cols-[1.5fr_1fr_1fr]',
};

async function LiveStrip({ home }: { home: HomePage }) {
  const [t, locale, requestHeaders] = await Promise.all([
    getTranslations('list.home'),
    getLocale(),
    headers(),
  ]);
  const socketUrl = realtimeUrl(requestHeaders);
  const serverTime = home.serverTime.toISOString();
  return (
    <section aria-labelledby="live">
      <SectionHeader
        id="live"
        title={t('live')}
        link={
          home.live.length > 0
            ? { href: '/auctions?kind=national&sort=ending', label: t('liveAll', { count: home.liveCount }) }
            : undefined
        }
      />
      {home.live.length > 0 ? (
        <ul className={cn('grid gap-3 lg:gap-5', STRIP_COLUMNS[home.live.length])}>
          {home.live.map((auction, index) => (
            <LiveAuctionCard
              key={auction.id}
              card={toWireCard(auction)}
              categoryName={locale === 'ko' ? auction.category.nameKo : auction.category.nameEn}
              serverTime={serverTime}
              socketUrl={socketUrl}
              lead={index === 0}
            />
          ))}
        </ul>
      ) : (
        <Card radius="xl">
          <EmptyState
            icon={<Zap />}
            title={t('liveEmpty')}
            description={t('liveEmptyNote')}
            action={
              <Button asChild variant="outline">
                <Link href="/auctions?kind=national&status=WAITING">{t('liveEmptyAction')}</Link>
              </Button>
            }
          />
        </Card>
      )}
    </section>
  );
}

/** For a visitor, who has no neighbourhood yet. */
async function Invitation() {
  const t = await getTranslations('list.home');
  return (
    <section className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4 rounded-xl bg-brand-tint px-5 py-5 md:px-7">
      <div className="min-w-0">
        <h2 className="text-lg font-bold text-brand">{t('inviteTitle')}</h2>
        <p className="mt-1 text-sm text-ink">{t('inviteBody')}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button asChild size="lg">
          <Link href="/signup">{t('inviteSignup')}</Link>
        </Button>
        <Button asChild variant="outline" size="lg">
          <Link href="/auctions">{t('inviteBrowse')}</Link>
        </Button>
      </div>
    </section>
  );
}

type Shared = { loggedIn: boolean; serverTime: string };

async function EndingSoon({
  auctions,
  region,
  ...shared
}: { auctions: Auction[]; region: { code: string; name: string } | null } & Shared) {
  const t = await getTranslations('list.home');
  const near = new URLSearchParams({ ...(region && { region: region.code }), sort: 'ending' });
  return (
    <section aria-labelledby="near">
      <SectionHeader
        id="near"
        title={region ? t('near', { region: region.name }) : t('nearAnywhere')}
        link={{ href: `/auctions?${near}`, label: t('more') }}
      />
      <CategoryChips near={near} />
      {auctions.length > 0 ? (
        <Cards auctions={auctions} {...shared} />
      ) : (
        <EmptyState
          icon={<PackageSearch />}
          title={region ? t('nearEmpty', { region: region.name }) : t('nearEmptyAnywhere')}
          description={t('nearEmptyNote')}
          action={
            <Button asChild>
              <Link href="/auctions/new">{t('nearEmptyAction')}</Link>
            </Button>
          }
        />
      )}
    </section>
  );
}

async function CategoryChips({ near }: { near: URLSearchParams }) {
  const [t, locale, categories] = await Promise.all([
    getTranslations('list.home'),
    getLocale(),
    categoryTree(),
  ]);
  return (
    <nav aria-label={t('categories')} className="mb-4">
      <ChipRow bleed>
        <Chip asChild selected>
          <Link href="/">{t('all')}</Link>
        </Chip>
        {categories.map((category) => (
          <Chip key={category.slug} asChild>
            <Link href={`/auctions?${new URLSearchParams([...near, ['category', category.slug]])}`}>
              {locale === 'ko' ? category.nameKo : category.nameEn}
            </Link>
          </Chip>
        ))}
      </ChipRow>
    </nav>
  );
}

async function Newest({
  newest,
  ...shared
}: { newest: HomePage['newest']; twice: ReadonlySet<string> } & Shared) {
  const t = await getTranslations('list.home');
  if (newest.items.length === 0) return null;
  const { region } = newest;
  const href = region ? `/auctions?${new URLSearchParams({ region: region.code })}` : '/auctions';
  return (
    <section aria-labelledby="fresh">
      <SectionHeader
        id="fresh"
        title={region ? t('fresh', { region: region.name }) : t('freshAnywhere')}
        link={{ href, label: t('more') }}
      />
      <Cards auctions={newest.items} {...shared} />
    </section>
  );
}

function Cards({
  auctions,
  twice,
  ...shared
}: {
  auctions: Auction[];
  /** The ids of items that are already further up on the page. */
  twice?: ReadonlySet<string>;
} & Shared) {
  return (
    <AuctionGrid>
      {auctions.map((auction) => (
        <li key={auction.id} className="grid">
          <AuctionCard card={toWireCard(auction)} morph={!twice?.has(auction.id)} {...shared} />
        </li>
      ))}
    </AuctionGrid>
  );
}
