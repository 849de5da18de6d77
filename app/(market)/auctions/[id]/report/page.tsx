import { CircleCheck } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { loadAuction } from '@/app/(market)/auctions/[id]/load-auction';
import { ReportForm } from '@/components/reports/report-form';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { requireActiveViewer } from '@/lib/accounts/viewer';
import { formatDateTime } from '@/lib/format/time';
import { reportOf } from '@/lib/reports/report-auction';
import { reportAuctionAction } from './actions';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('reports');
  return { title: t('title'), robots: { index: false } };
}

/** The form that reports an item to the operators; afterwards the page says that the report was received. */
export default async function ReportPage({ params }: Props) {
  const { id } = await params;
  const viewer = await requireActiveViewer(`/auctions/${id}/report`);
  const auction = await loadAuction(id);
  if (!auction || auction.you?.isSeller) notFound();
  const [made, t, locale] = await Promise.all([
    reportOf({ auctionId: id, userId: viewer.id }),
    getTranslations('reports'),
    getLocale(),
  ]);
  return (
    <div className="container-page max-w-140 py-6 md:py-10">
      <h1 className="text-xl font-bold">{t('title')}</h1>
      <p className="mt-2 mb-6 text-base text-soft">
        <Link href={`/auctions/${id}`} className="font-semibold text-ink underline-offset-4 hover:underline">
          {auction.title}
        </Link>{' '}
        · <bdi>{auction.seller.nickname}</bdi>
      </p>
      <Card radius="xl" className="p-5 md:p-7">
        {made ? (
          <div className="flex flex-col gap-5">
            <Callout tone="brand" role="status" icon={<CircleCheck aria-hidden />}>
              <b className="block">{t(`received.${made.status}`)}</b>
              {t('receivedNote', {
                reason: t(`reasons.${made.reason}`),
                time: formatDateTime(made.createdAt, locale),
              })}
            </Callout>
            <Button asChild variant="outline" size="lg">
              <Link href={`/auctions/${id}`}>{t('back')}</Link>
            </Button>
          </div>
        ) : (
          <>
            <p className="mb-5 text-sm text-soft">{t('lead')}</p>
            <ReportForm action={reportAuctionAction.bind(null, id)} />
          </>
        )}
      </Card>
    </div>
  );
}
