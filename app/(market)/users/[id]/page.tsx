import { MessageSquareQuote, PackageOpen } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { answerReviewAction } from '@/app/actions/talk';
import { KeepFresh } from '@/components/action/keep-fresh';
import { AuctionCard, AuctionGrid } from '@/components/auction/auction-card';
import { ProfileHead } from '@/components/profile/profile-head';
import { ReputationCard } from '@/components/profile/reputation-card';
import { ReviewEntry } from '@/components/review/review-entry';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LoadMore } from '@/components/ui/load-more';
import { SectionHeader } from '@/components/ui/page-header';
import { TabLinks } from '@/components/ui/tab-links';
import type { Profile } from '@/lib/accounts/profile';
import { currentViewer, type Viewer } from '@/lib/accounts/viewer';
import { toWireCard } from '@/lib/auctions/wire';
import { databaseTime } from '@/lib/database-time';
import type { SearchParams } from '@/lib/http/query';
import { timePositionSchema } from '@/lib/paging/by-time';
import { regionPath } from '@/lib/regions/queries';
import { listReviews } from '@/lib/reviews/list';
import { ratingSpread } from '@/lib/reviews/spread';
import { listingItems, publicTabCounts } from '@/lib/selling/listing-tabs';
import { loadProfile } from './load-profile';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

const ITEMS_SHOWN = 12;
const REVIEWS_SHOWN = 10;

const TABS = ['onSale', 'sold'] as const;
type Tab = (typeof TABS)[number];
const LISTING_TAB_OF = { onSale: 'ON_SALE', sold: 'SOLD' } as const;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const profile = await loadProfile((await params).id);
  if (!profile) return {};
  const t = await getTranslations('profile');
  return { title: t('title', { name: profile.nickname }) };
}

/** The public profile of a member: their reviews, and the items that they sell and sold. */
export default async function ProfilePage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const profile = await loadProfile(id);
  if (!profile) notFound();
  const [viewer, region, spread] = await Promise.all([
    currentViewer(),
    regionPath(profile.regionCode),
    ratingSpread(id),
  ]);
  return (
    <div className="container-page py-5 md:py-7">
      <ProfileHead
        profile={profile}
        region={region.map((step) => step.name).join(' ')}
        isViewer={viewer?.id === id}
      />
      <div className="flex flex-col gap-8 md:grid md:grid-cols-[minmax(0,1fr)_320px] md:items-start md:gap-x-10">
        <div className="md:sticky md:top-24 md:col-start-2 md:row-span-2 md:row-start-1">
          <ReputationCard reputation={profile.reputation} spread={spread} />
        </div>
        <Items profile={profile} viewer={viewer} query={query} />
        <Reviews profile={profile} viewer={viewer} query={query} />
      </div>
    </div>
  );
}

type SectionProps = { profile: Profile; viewer: Viewer | null; query: SearchParams };

async function Items({ profile, viewer, query }: SectionProps) {
  const counts = await publicTabCounts(profile.id);
  // The default is the items that are open for bids, if there are any.
  const usual: Tab = counts.ON_SALE === 0 && counts.SOLD > 0 ? 'sold' : 'onSale';
  const tab = TABS.find((one) => one === query.tab) ?? usual;
  const [page, t] = await Promise.all([
    listingItems({
      sellerId: profile.id,
      listingTab: LISTING_TAB_OF[tab],
      after: timePositionSchema.safeParse(query.cursor).data,
      limit: ITEMS_SHOWN,
      viewerId: viewer?.id ?? null,
    }),
    getTranslations('profile.items'),
  ]);
  const here = `/users/${profile.id}`;
  const now = (await databaseTime()).toISOString();
  return (
    <section aria-labelledby="items" className="min-w-0">
      <KeepFresh renderedAt={now} />
      <h2 id="items" className="sr-only">
        {t('title')}
      </h2>
      <TabLinks
        label={t('tabs')}
        links={TABS.map((one) => ({
          href: `${here}?tab=${one}`,
          label: t(one),
          count: counts[LISTING_TAB_OF[one]],
          current: one === tab,
        }))}
        className="mb-4"
      />
      {page.items.length === 0 ? (
        <EmptyState icon={<PackageOpen />} title={t(`${tab}Empty`)} />
      ) : (
        <AuctionGrid beside>
          {page.items.map(({ auction }) => (
            <li key={auction.id} className="grid">
              <AuctionCard card={toWireCard(auction)} loggedIn={viewer !== null} serverTime={now} />
            </li>
          ))}
        </AuctionGrid>
      )}
      <LoadMore
        href={page.nextCursor && `${here}?${new URLSearchParams({ tab, cursor: page.nextCursor })}`}
      />
    </section>
  );
}

async function Reviews({ profile, viewer, query }: SectionProps) {
  const [page, t] = await Promise.all([
    listReviews({
      sellerId: profile.id,
      after: timePositionSchema.safeParse(query.reviews).data,
      limit: REVIEWS_SHOWN,
    }),
    getTranslations('profile.reviews'),
  ]);
  const now = await databaseTime();
  const next =
    page.nextCursor && `/users/${profile.id}?${new URLSearchParams({ reviews: page.nextCursor })}#reviews`;
  return (
    <section aria-labelledby="reviews" className="min-w-0">
      <SectionHeader id="reviews" title={t('title')} count={profile.reputation.reviews} />
      <Card>
        {page.items.length === 0 ? (
          <EmptyState icon={<MessageSquareQuote />} title={t('empty')} className="py-10" />
        ) : (
          <ol>
            {page.items.map((review) => (
              <li key={review.id} className="border-b border-line p-4 last:border-b-0 md:px-5">
                <ReviewEntry
                  review={review}
                  sellerName={profile.nickname}
                  now={now}
                  withItem
                  answer={viewer?.id === profile.id ? answerReviewAction.bind(null, review.id) : null}
                />
              </li>
            ))}
          </ol>
        )}
      </Card>
      <LoadMore href={next} />
    </section>
  );
}
