import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ListingForm } from '@/components/listing-form/listing-form';
import { copyOf, emptyValues, pathOf } from '@/components/listing-form/listing-values';
import { NoScriptCallout } from '@/components/listing-form/no-script-callout';
import { PageHeader } from '@/components/ui/page-header';
import { requireActiveViewer } from '@/lib/accounts/viewer';
import { databaseTime } from '@/lib/database-time';
import type { SearchParams } from '@/lib/http/query';
import { regionPath } from '@/lib/regions/queries';
import { itemToRelist } from '@/lib/selling/item-to-relist';
import { createAuctionAction, suggestPriceAction } from './actions';
import { categoryChoices } from './category-choices';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sell');
  return { title: t('title') };
}

/** `from` names an item of the viewer's own, to be relisted. */
export default async function NewAuctionPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { from } = await searchParams;
  const again = typeof from === 'string' && from !== '' ? from : null;
  const viewer = await requireActiveViewer(again ? relistPath(again) : '/auctions/new');
  const [t, locale, original] = await Promise.all([
    getTranslations('sell'),
    getLocale(),
    again ? itemToRelist({ auctionId: again, sellerId: viewer.id }) : null,
  ]);
  // For other people the page does not exist: they must not learn who the seller is.
  if (again && !original) notFound();
  const [categories, region] = await Promise.all([categoryChoices(locale), regionPath(viewer.regionCode)]);
  return (
    <div className="container-page py-6">
      <PageHeader title={t('title')} description={t(original ? 'leadAgain' : 'lead')} />
      <NoScriptCallout />
      <ListingForm
        key={again}
        item={{ isNew: true, draft: { sellerId: viewer.id, copiedFrom: original?.id ?? null } }}
        initial={original ? copyOf(original) : emptyValues({ code: viewer.regionCode, path: pathOf(region) })}
        categories={categories}
        serverTime={(await databaseTime()).toISOString()}
        action={createAuctionAction.bind(null, original?.id ?? null)}
        askPriceHint={suggestPriceAction}
      />
    </div>
  );
}

function relistPath(from: string): string {
  return `/auctions/new?${new URLSearchParams({ from })}`;
}
