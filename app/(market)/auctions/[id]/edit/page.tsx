import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { suggestPriceAction } from '@/app/(market)/auctions/new/actions';
import { categoryChoices } from '@/app/(market)/auctions/new/category-choices';
import { ListingForm } from '@/components/listing-form/listing-form';
import { valuesOf } from '@/components/listing-form/listing-values';
import { NoScriptCallout } from '@/components/listing-form/no-script-callout';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { requireActiveViewer } from '@/lib/accounts/viewer';
import { type AuctionDetail, auctionDetail } from '@/lib/auctions/detail';
import { editAuctionAction } from './actions';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sell');
  return { title: t('editTitle') };
}

export default async function EditAuctionPage({ params }: Props) {
  const { id } = await params;
  const viewer = await requireActiveViewer(`/auctions/${id}/edit`);
  const auction = await auctionDetail(id, viewer.id);
  // For other people the page does not exist: they must not learn who the seller is.
  if (!auction?.you?.isSeller) notFound();
  const [t, locale] = await Promise.all([getTranslations('sell'), getLocale()]);
  return (
    <div className="container-page py-6">
      <PageHeader title={t('editTitle')} description={t('editLead')} />
      {canChange(auction) ? (
        <>
          <NoScriptCallout />
          <ListingForm
            item={{ isNew: false, hasStarted: auction.startTime <= auction.serverTime }}
            initial={valuesOf(auction)}
            categories={await categoryChoices(locale)}
            serverTime={auction.serverTime.toISOString()}
            action={editAuctionAction.bind(null, auction.id)}
            askPriceHint={suggestPriceAction}
          />
        </>
      ) : (
        <EmptyState
          title={t('closed.title')}
          description={t(auction.bidCount > 0 ? 'closed.hasBids' : 'closed.ended')}
          action={
            <Button asChild variant="outline" size="lg">
              <Link href={`/auctions/${auction.id}`}>{t('closed.back')}</Link>
            </Button>
          }
        />
      )}
    </div>
  );
}

/** Whether the form is worth showing; the decision is made under the lock. */
function canChange({ status, bidCount, endTime, serverTime }: AuctionDetail): boolean {
  return (status === 'WAITING' || status === 'ACTIVE') && bidCount === 0 && endTime > serverTime;
}
