import { SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { saveSearchAction } from '@/app/actions/save-search';
import { KeepFresh } from '@/components/action/keep-fresh';
import { AuctionCard, AuctionGrid } from '@/components/auction/auction-card';
import { useTotal } from '@/components/auction/list/count-words';
import { type FilterChoices, FilterPanel } from '@/components/auction/list/filter-panel';
import {
  ActiveFilters,
  type ActiveNames,
  CategoryChips,
  FurtherWordsCallout,
  IgnoredCallout,
  NoPlaceCallout,
  SimilarCallout,
  SortRow,
} from '@/components/auction/list/list-head';
import { MoreAuctions } from '@/components/auction/list/more-auctions';
import { SearchRefused } from '@/components/auction/list/search-refused';
import { SaveSearch } from '@/components/saved-searches/save-search';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { currentViewer } from '@/lib/accounts/viewer';
import { boundedSearch } from '@/lib/auctions/bounded-search';
import type { AuctionSummary as Auction } from '@/lib/auctions/card';
import type { Count } from '@/lib/auctions/counts';
import { findAuctions, nearestFrom } from '@/lib/auctions/find';
import {
  conditionCount,
  LIST_SORTS,
  type ListQuery,
  listHref,
  listSearch,
  withoutConditions,
} from '@/lib/auctions/list-query';
import { toWireCard } from '@/lib/auctions/wire';
import { databaseTime } from '@/lib/database-time';
import { clientAddress } from '@/lib/http/client-address';
import type { SearchParams } from '@/lib/http/query';
import type { Page } from '@/lib/paging/page';
import { readList } from './read-list';

type Props = { searchParams: Promise<SearchParams> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [{ query }, t] = await Promise.all([readList(await searchParams), getTranslations('list')]);
  return { title: query.q ? t('titleFor', { q: String(query.q) }) : t('meta') };
}

/** All auctions, filtered by the address. */
export default async function AuctionsPage({ searchParams }: Props) {
  const [viewer, list, t, locale] = await Promise.all([
    currentViewer(),
    readList(await searchParams),
    getTranslations('list'),
    getLocale(),
  ]);
  const { query, filter, ignored, regions, home, categories } = list;
  const serverTime = (await databaseTime()).toISOString();
  const searched = await boundedSearch(
    { q: filter.q, viewerId: viewer?.id, address: clientAddress(await headers()) },
    () => findAuctions(filter, viewer),
  );
  if (!searched.ok) return <SearchRefused query={query} refusal={searched} />;
  const { page, counts } = searched.found;
  const choices: FilterChoices = { regions, home, categories, counts };
  const isPlaced = nearestFrom(filter, viewer) !== null;
  const sort = filter.sort === 'nearest' && !isPlaced ? 'recent' : filter.sort;
  const category = [...categories, ...categories.flatMap((branch) => branch.children)].find(
    ({ slug }) => slug === query.category,
  );
  const names: ActiveNames = {
    region: list.regionPath.at(-1)?.name ?? null,
    category: category ? (locale === 'ko' ? category.nameKo : category.nameEn) : null,
  };
  return (
    <div className="container-page group/list py-5 md:grid md:grid-cols-[248px_minmax(0,1fr)] md:gap-10 md:py-7">
      <KeepFresh key={listSearch(query)} renderedAt={serverTime} />
      <aside aria-label={t('filters.title')} className="max-md:mb-1">
        <CategoryChips query={query} categories={categories} counts={counts.categories} />
        <FilterPanel query={query} choices={choices} />
      </aside>
      <section aria-label={t('results')} className="flex min-w-0 flex-col gap-3 md:gap-4">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="flex flex-wrap items-baseline gap-x-3 max-md:order-last">
            <h1 className="text-lg font-bold max-md:sr-only md:text-xl">
              {query.q ? t('titleFor', { q: String(query.q) }) : t('title')}
            </h1>
            <Total count={counts.all} />
          </div>
          <SortRow
            query={query}
            sort={sort}
            sorts={LIST_SORTS.filter((one) => one !== 'nearest' || isPlaced)}
          />
        </div>
        <IgnoredCallout ignored={ignored} />
        {query.q ? <FurtherWordsCallout q={String(query.q)} /> : null}
        {sort !== filter.sort ? <NoPlaceCallout /> : null}
        {page.similar === 'none' ? null : (
          <SimilarCallout q={String(query.q)} only={page.similar === 'all' && !filter.cursor} />
        )}
        <ActiveFilters query={query} names={names} />
        {canBeSaved(query) ? (
          <SaveSearch key={listSearch(query)} query={listSearch(query)} action={saveSearchAction} />
        ) : null}
        <div className="transition-opacity duration-150 group-has-[form[aria-busy=true]]/list:opacity-50">
          {page.items.length > 0 ? (
            <Results page={page} query={query} loggedIn={viewer !== null} serverTime={serverTime} />
          ) : (
            <NothingFound query={query} regionPath={list.regionPath} />
          )}
        </div>
      </section>
    </div>
  );
}

/** Whether the list has a condition besides the state of the auctions: a saved search looks for auctions to come. */
function canBeSaved(query: ListQuery): boolean {
  const { status: _, ...rest } = query;
  return conditionCount(rest) > 0;
}

/** The number of results; announced to screen readers when a filter changes it. */
function Total({ count }: { count: Count }) {
  return (
    <p role="status" className="num text-sm text-soft">
      {useTotal(count)}
    </p>
  );
}

const EAGER_PICTURES = 4;

type ResultsProps = { page: Page<Auction>; query: ListQuery; loggedIn: boolean; serverTime: string };

function Results({ page, query, loggedIn, serverTime }: ResultsProps) {
  const search = listSearch(query);
  const place = `${search}#${query.cursor ?? ''}`;
  return (
    <AuctionGrid beside>
      {page.items.map((auction, index) => (
        <li key={auction.id} className="grid">
          <AuctionCard
            card={toWireCard(auction)}
            loggedIn={loggedIn}
            serverTime={serverTime}
            heading="h2"
            priority={index < EAGER_PICTURES}
          />
        </li>
      ))}
      {page.nextCursor ? (
        <MoreAuctions
          key={place}
          search={search}
          place={place}
          shownIds={page.items.map(({ id }) => id)}
          firstCursor={page.nextCursor}
          nextHref={listHref(query, { cursor: page.nextCursor })}
          loggedIn={loggedIn}
          serverTime={serverTime}
        />
      ) : null}
    </AuctionGrid>
  );
}

/** Offers the next step: a wider region, the whole country, or no conditions. */
async function NothingFound({
  query,
  regionPath,
}: {
  query: ListQuery;
  regionPath: { code: string; name: string }[];
}) {
  const t = await getTranslations('list.empty');
  const wider = regionPath.at(-2);
  const narrowed = conditionCount(query) > 0;
  return (
    <EmptyState
      icon={<SearchX />}
      title={query.q ? t('titleQuery', { q: String(query.q) }) : t('title')}
      description={narrowed ? t('hint') : t('hintPlain')}
      action={
        <>
          {wider ? (
            <Button asChild>
              <Link href={listHref(query, { region: wider.code })}>{t('widen', { region: wider.name })}</Link>
            </Button>
          ) : null}
          {query.region ? (
            <Button asChild variant="outline">
              <Link href={listHref(query, { region: null })}>{t('everywhere')}</Link>
            </Button>
          ) : null}
          <Button asChild variant="outline">
            {narrowed ? (
              <Link href={listHref(withoutConditions(query))}>{t('clear')}</Link>
            ) : (
              <Link href="/">{t('home')}</Link>
            )}
          </Button>
        </>
      }
    />
  );
}
