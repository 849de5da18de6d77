import { Download, Gavel, MessageCircleQuestion, PackageOpen, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { answerQuestionAction } from '@/app/actions/talk';
import { KeepFresh } from '@/components/action/keep-fresh';
import { CategoryChart } from '@/components/seller-dashboard/category-chart';
import { DraftCallout } from '@/components/seller-dashboard/draft-callout';
import { FirstSale } from '@/components/seller-dashboard/first-sale';
import { ItemTable } from '@/components/seller-dashboard/item-table';
import { KeyFigures } from '@/components/seller-dashboard/key-figures';
import { NothingSold } from '@/components/seller-dashboard/nothing-sold';
import { PeriodChips } from '@/components/seller-dashboard/period-chips';
import { QuestionsWaiting } from '@/components/seller-dashboard/questions-waiting';
import { StepChart } from '@/components/seller-dashboard/step-chart';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LoadMore } from '@/components/ui/load-more';
import { PageHeader, SectionHeader } from '@/components/ui/page-header';
import { TabLinks } from '@/components/ui/tab-links';
import { requireViewer } from '@/lib/accounts/viewer';
import type { SearchParams } from '@/lib/http/query';
import { timePositionSchema } from '@/lib/paging/by-time';
import { mapPage } from '@/lib/paging/page';
import { realtimeUrl } from '@/lib/realtime/public-url';
import { type SellerFigures, sellerFigures, wholeOf } from '@/lib/selling/figures';
import { listingItems } from '@/lib/selling/listing-tabs';
import { waitingQuestions } from '@/lib/selling/waiting-questions';
import { toWireItem } from '@/lib/selling/wire';
import { cancelListingAction, closeListingAction, loadItemsAction, relistAction } from './actions';
import { ITEMS_SHOWN, QUESTIONS_SHOWN } from './page-size';
import { type SellerView, sellerHref, TABS, type Tab, viewOf } from './view';

/** The seller is notified of the first bid on an item only, until they look at it. */
const FOLLOWED_EVERY_MS = 30_000;

const actions = { closeEarly: closeListingAction, cancel: cancelListingAction, relist: relistAction };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('seller');
  return { title: t('title') };
}

/** A seller's business: its figures, the auctions that run, the questions that wait, and the auctions that are over. */
export default async function SellerPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = viewOf(await searchParams);
  const viewer = await requireViewer(sellerHref(view));
  const [figures, t] = await Promise.all([
    sellerFigures({ sellerId: viewer.id, period: view.period }),
    getTranslations('seller'),
  ]);
  const isNew = Object.values(figures.tabCounts).every((count) => count === 0);
  const shared = { sellerId: viewer.id, view, figures };
  const whole = wholeOf(figures);
  return (
    <div className="container-page py-5 md:py-7">
      <PageHeader
        title={t('title')}
        actions={
          isNew ? null : (
            <PeriodChips period={view.period} hrefOf={(period) => sellerHref({ ...view, period })} />
          )
        }
      />
      <KeepFresh renderedAt={figures.serverTime.toISOString()} everyMs={FOLLOWED_EVERY_MS} />
      <DraftCallout sellerId={viewer.id} />
      {isNew ? (
        <FirstSale />
      ) : (
        <>
          <KeyFigures
            figures={figures}
            whole={whole}
            period={view.period}
            metric={view.metric}
            hrefOf={(metric) => sellerHref({ ...view, metric })}
          />
          {figures.ended.now === 0 ? (
            <Card className="mt-2.5 md:mt-4">
              <NothingSold />
            </Card>
          ) : (
            <div className="mt-2.5 grid gap-2.5 md:mt-4 md:gap-4 lg:grid-cols-[2fr_1fr]">
              <StepChart period={view.period} metric={view.metric} steps={figures.steps} whole={whole} />
              <CategoryChart metric={view.metric} categories={figures.categories} whole={whole} />
            </div>
          )}
          <Live {...shared} />
          {figures.questions.waiting > 0 ? <Questions {...shared} /> : null}
          <Others {...shared} />
        </>
      )}
    </div>
  );
}

type SectionProps = { sellerId: string; view: SellerView; figures: SellerFigures };

async function Live({ sellerId, view, figures }: SectionProps) {
  const after = timePositionSchema.safeParse(view.live).data;
  const [page, t, requestHeaders] = await Promise.all([
    listingItems({ sellerId, listingTab: 'LIVE', after, limit: ITEMS_SHOWN }),
    getTranslations('seller'),
    headers(),
  ]);
  return (
    <section aria-labelledby="live" className="mt-9">
      <SectionHeader
        id="live"
        title={t('items.live')}
        count={figures.tabCounts.LIVE}
        actions={
          <Button asChild>
            <Link href="/auctions/new">
              <Plus aria-hidden />
              {t('new')}
            </Link>
          </Button>
        }
      />
      {page.items.length === 0 ? (
        <Card>
          <EmptyState
            icon={<Gavel />}
            title={t('items.liveEmpty')}
            description={t('items.liveEmptyNote')}
            className="py-10"
          />
        </Card>
      ) : (
        <ItemTable
          listingTab="LIVE"
          label={t('items.live')}
          page={mapPage(page, toWireItem)}
          nextHref={page.nextCursor && `${sellerHref({ ...view, live: page.nextCursor })}#live`}
          load={loadItemsAction}
          actions={actions}
          socketUrl={realtimeUrl(requestHeaders)}
          now={figures.serverTime.toISOString()}
        />
      )}
    </section>
  );
}

async function Questions({ sellerId, view, figures }: SectionProps) {
  const after = timePositionSchema.safeParse(view.questions).data;
  const [page, t] = await Promise.all([
    waitingQuestions({ sellerId, after, limit: QUESTIONS_SHOWN }),
    getTranslations('seller.questions'),
  ]);
  return (
    <section aria-labelledby="questions" className="mt-9">
      <SectionHeader id="questions" title={t('title')} count={figures.questions.waiting} />
      {page.items.length === 0 ? (
        <Card>
          <EmptyState icon={<MessageCircleQuestion />} title={t('empty')} className="py-10" />
        </Card>
      ) : (
        <QuestionsWaiting
          questions={page.items}
          now={figures.serverTime}
          answer={({ auction, id }) => answerQuestionAction.bind(null, auction.id, id)}
        />
      )}
      <LoadMore
        href={page.nextCursor && `${sellerHref({ ...view, questions: page.nextCursor })}#questions`}
      />
    </section>
  );
}

const LISTING_TAB_OF = { upcoming: 'UPCOMING', sold: 'SOLD', unsold: 'UNSOLD' } as const;

/** The auctions that do not run: upcoming, sold, unsold. Without a choice, the first tab that is not empty. */
async function Others({ sellerId, view, figures }: SectionProps) {
  const { tabCounts, serverTime } = figures;
  const usual: Tab =
    (['sold', 'unsold', 'upcoming'] as const).find((one) => tabCounts[LISTING_TAB_OF[one]] > 0) ?? 'sold';
  const tab = view.tab ?? usual;
  const listingTab = LISTING_TAB_OF[tab];
  const after = timePositionSchema.safeParse(view.cursor).data;
  const [page, t] = await Promise.all([
    listingItems({ sellerId, listingTab, after, limit: ITEMS_SHOWN, viewerId: sellerId }),
    getTranslations('seller.items'),
  ]);
  return (
    <section aria-labelledby="items" className="mt-9">
      <SectionHeader
        id="items"
        title={t('title')}
        actions={
          tab === 'sold' && tabCounts.SOLD > 0 ? (
            <Button asChild variant="ghost" className="-mr-3 text-soft">
              <a href="/seller/sales.csv" download aria-label={t('csvNote')}>
                <Download aria-hidden />
                {t('csv')}
              </a>
            </Button>
          ) : null
        }
        className="mb-1"
      />
      <TabLinks
        label={t('tabs')}
        links={TABS.map((one) => ({
          href: sellerHref({ period: view.period, metric: view.metric, tab: one }),
          label: t(`tabNames.${one}`),
          count: tabCounts[LISTING_TAB_OF[one]],
          current: one === tab,
        }))}
        className="mb-4"
      />
      {page.items.length === 0 ? (
        <EmptyState icon={<PackageOpen />} title={t(`empty.${tab}`)} className="py-10" />
      ) : (
        <ItemTable
          key={listingTab}
          listingTab={listingTab}
          label={t(`tabNames.${tab}`)}
          page={mapPage(page, toWireItem)}
          nextHref={page.nextCursor && `${sellerHref({ ...view, tab, cursor: page.nextCursor })}#items`}
          load={loadItemsAction}
          actions={actions}
          socketUrl=""
          now={serverTime.toISOString()}
        />
      )}
    </section>
  );
}
