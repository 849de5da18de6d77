import { Gavel, Heart } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { logoutAction } from '@/app/(account)/actions';
import { setLocaleAction } from '@/app/actions/locale';
import { KeepFresh, RefreshAt } from '@/components/action/keep-fresh';
import { AuctionCard, AuctionGrid } from '@/components/auction/auction-card';
import { MyBidRow } from '@/components/me/my-bid-row';
import { OwnPlaces } from '@/components/me/own-places';
import { ToDo } from '@/components/me/to-do';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LoadMore } from '@/components/ui/load-more';
import { TabLinks } from '@/components/ui/tab-links';
import { requireViewer, type Viewer } from '@/lib/accounts/viewer';
import { type BidStanding, type MyBid, myBidCounts, myBids } from '@/lib/auctions/my-bids';
import { nextChange } from '@/lib/auctions/next-change';
import { toWireCard } from '@/lib/auctions/wire';
import { databaseTime } from '@/lib/database-time';
import type { SearchParams } from '@/lib/http/query';
import { timePositionSchema } from '@/lib/paging/by-time';
import { regionPath } from '@/lib/regions/queries';
import { countWaitingQuestions } from '@/lib/selling/waiting-questions';
import { countSaved } from '@/lib/watchlist/count-saved';
import { savedAuctions } from '@/lib/watchlist/saved';

const TABS = ['leading', 'outbid', 'won', 'lost', 'saved'] as const;
type Tab = (typeof TABS)[number];

const STANDINGS: Record<Exclude<Tab, 'saved'>, BidStanding[]> = {
  leading: ['LEADING'],
  outbid: ['OUTBID'],
  won: ['WON'],
  lost: ['LOST', 'CANCELLED'],
};

/**
 * "More" makes the list of saved items longer by `SAVED_STEP`, so that the items on the page stay where they are, up to
 * a bound that no real person reaches.
 */
const SAVED_STEP = 24;
const MOST_SAVED_SHOWN = 960;
const TASKS_SHOWN = 3;
/** The prices of auctions that the person does not lead change without a notification. */
const FOLLOWED_EVERY_MS = 30_000;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('me');
  return { title: t('title') };
}

/** The viewer's own side of the market: their bids by state, their saved items, and the matters that wait for them. */
export default async function MePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const viewer = await requireViewer('/me');
  const now = (await databaseTime()).toISOString();
  const [counts, saved, outbid, unreviewed, questions, t] = await Promise.all([
    myBidCounts(viewer.id),
    countSaved(viewer.id),
    myBids({ userId: viewer.id, standings: ['OUTBID'], limit: TASKS_SHOWN }),
    myBids({ userId: viewer.id, standings: ['WON'], unreviewed: true, limit: TASKS_SHOWN }),
    countWaitingQuestions(viewer.id),
    getTranslations('me'),
  ]);
  const sizes: Record<Tab, number> = {
    leading: counts.LEADING,
    outbid: counts.OUTBID,
    won: counts.WON,
    lost: counts.LOST + counts.CANCELLED,
    saved,
  };
  // Without a choice, the first tab that is not empty.
  const tab = TABS.find((one) => one === query.tab) ?? TABS.find((one) => sizes[one] > 0) ?? 'leading';
  return (
    <div className="container-page py-5 md:grid md:grid-cols-[minmax(0,1fr)_300px] md:gap-10 md:py-7">
      <div className="min-w-0">
        <KeepFresh renderedAt={now} everyMs={FOLLOWED_EVERY_MS} />
        <Head viewer={viewer} />
        <ToDo outbid={outbid} unreviewed={unreviewed} questions={questions} />
        <TabLinks
          label={t('tabs.label')}
          links={TABS.map((one) => ({
            href: `/me?tab=${one}`,
            label: t(`tabs.${one}`),
            count: sizes[one],
            current: one === tab,
          }))}
          className="mb-4"
        />
        {tab === 'saved' ? (
          <Saved userId={viewer.id} count={saved} shown={query.shown} now={now} />
        ) : (
          <Bids userId={viewer.id} tab={tab} cursor={query.cursor} now={now} />
        )}
      </div>
      <aside className="mt-8 md:mt-0">
        <OwnPlaces actions={{ setLocale: setLocaleAction, logout: logoutAction }} />
      </aside>
    </div>
  );
}

async function Head({ viewer }: { viewer: Viewer }) {
  const [t, path] = await Promise.all([getTranslations('me'), regionPath(viewer.regionCode)]);
  const { score, reviews } = viewer.reputation;
  return (
    <div className="mb-6 flex items-center gap-4">
      <Avatar name={viewer.nickname} size="lg" />
      <div className="min-w-0">
        <h1 className="truncate text-lg font-bold md:text-xl">{viewer.nickname}</h1>
        <p className="num text-sm whitespace-normal text-soft">
          {path.at(-1)?.name} · {score === null ? t('newcomer') : t('trust', { score, reviews })}
        </p>
      </div>
    </div>
  );
}

async function Bids({
  userId,
  tab,
  cursor,
  now,
}: {
  userId: string;
  tab: Exclude<Tab, 'saved'>;
  cursor: SearchParams[string];
  now: string;
}) {
  const page = await myBids({
    userId,
    standings: STANDINGS[tab],
    after: timePositionSchema.safeParse(cursor).data,
  });
  if (page.items.length === 0) return <NoBids tab={tab} />;
  const next = page.nextCursor && `/me?${new URLSearchParams({ tab, cursor: page.nextCursor })}`;
  return (
    <>
      <RefreshAt
        moment={nextChange(
          page.items.map(({ auction }) => auction),
          new Date(now),
        )}
      />
      <BidList bids={page.items} now={now} />
      <LoadMore href={next} />
    </>
  );
}

function BidList({ bids, now }: { bids: MyBid[]; now: string }) {
  return (
    <Card asChild>
      <ul>
        {bids.map((bid) => (
          <MyBidRow key={bid.auction.id} bid={bid} now={now} />
        ))}
      </ul>
    </Card>
  );
}

async function NoBids({ tab }: { tab: Exclude<Tab, 'saved'> }) {
  const t = await getTranslations('me.empty');
  return (
    <EmptyState
      icon={<Gavel />}
      title={t(tab)}
      description={t('note')}
      action={
        <Button asChild>
          <Link href="/auctions?sort=ending">{t('action')}</Link>
        </Button>
      }
    />
  );
}

async function Saved({
  userId,
  count,
  shown,
  now,
}: {
  userId: string;
  count: number;
  shown: SearchParams[string];
  now: string;
}) {
  const t = await getTranslations('me.empty');
  if (count === 0) {
    return (
      <EmptyState
        icon={<Heart />}
        title={t('saved')}
        description={t('savedNote')}
        action={
          <Button asChild>
            <Link href="/auctions">{t('savedAction')}</Link>
          </Button>
        }
      />
    );
  }
  const wanted = typeof shown === 'string' && /^\d{1,4}$/.test(shown) ? Number(shown) : SAVED_STEP;
  const limit = Math.min(Math.max(SAVED_STEP, wanted), MOST_SAVED_SHOWN);
  const saved = await savedAuctions({ userId, limit });
  const grows = count > limit && limit < MOST_SAVED_SHOWN;
  return (
    <>
      <RefreshAt moment={nextChange(saved, new Date(now))} />
      <AuctionGrid beside>
        {saved.map((auction) => (
          <li key={auction.id} className="grid">
            <AuctionCard card={toWireCard(auction)} loggedIn serverTime={now} heading="h2" />
          </li>
        ))}
      </AuctionGrid>
      <LoadMore href={grows ? `/me?tab=saved&shown=${limit + SAVED_STEP}` : null} />
    </>
  );
}
