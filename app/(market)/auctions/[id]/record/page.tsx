import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { loadAuction } from '@/app/(market)/auctions/[id]/load-auction';
import { RecomputePanel } from '@/components/receipt/recompute-panel';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { PageHeader } from '@/components/ui/page-header';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('receipt.record');
  return { title: t('title'), robots: { index: false } };
}

/** An auction that has ended, decided a second time by the visitor's own browser. */
export default async function RecordPage({ params }: Props) {
  const { id } = await params;
  const auction = await loadAuction(id);
  if (!auction) notFound();
  const t = await getTranslations('receipt');
  const over = auction.status === 'ENDED' || auction.status === 'CANCELLED';
  return (
    <div className="container-page max-w-160 py-5 md:py-7">
      <PageHeader title={t('record.title')} description={auction.title} />
      <p className="mb-4 text-sm text-soft">{t('record.intro')}</p>
      {over ? <RecomputePanel auctionId={id} /> : <Callout>{t('record.notEnded')}</Callout>}
      {over ? <Callout className="[@media(scripting:enabled)]:hidden">{t('record.noScript')}</Callout> : null}
      <Button asChild variant="ghost" size="lg" block className="mt-4">
        <Link href={`/auctions/${id}`}>{t('attempts.toItem')}</Link>
      </Button>
    </div>
  );
}
