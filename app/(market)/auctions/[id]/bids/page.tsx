import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { loadAuction } from '@/app/(market)/auctions/[id]/load-auction';
import { PersonName } from '@/components/auction/person-name';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Pill } from '@/components/ui/pill';
import { currentViewer } from '@/lib/accounts/viewer';
import { listBids } from '@/lib/auctions/bids';
import { listBidsSchema } from '@/lib/auctions/input';
import { formatWon } from '@/lib/format/money';
import { formatDateTime } from '@/lib/format/time';
import { readFields, type SearchParams } from '@/lib/http/query';

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
};

const SHOWN = 100;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auction.history');
  return { title: t('title'), robots: { index: false } };
}

/** Every bid on an item, page by page: the item's own page shows the newest. */
export default async function BidsPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const { cursor } = readFields(listBidsSchema, query);
  const viewer = await currentViewer();
  const [auction, page] = await Promise.all([
    loadAuction(id),
    listBids({ auctionId: id, limit: SHOWN, viewerId: viewer?.id ?? null, ...(cursor && { cursor }) }),
  ]);
  if (!auction || !page) notFound();
  const [t, common, locale] = await Promise.all([
    getTranslations('auction.history'),
    getTranslations('common'),
    getLocale(),
  ]);
  return (
    <div className="container-page max-w-160 py-5 md:py-7">
      <PageHeader
        title={t('title')}
        description={t('ofItem', { title: auction.title, count: auction.bidCount })}
      />
      <Card className="px-4 py-1.5 md:px-4.5">
        {auction.historyVersion > 0 ? <p className="py-3 text-sm text-soft">{t('excluded')}</p> : null}
        {page.items.length === 0 ? (
          <p className="py-3 text-sm text-soft">{t('empty')}</p>
        ) : (
          <ol className="[&>li:last-child]:border-b-0">
            {page.items.map((bid) => (
              <li
                key={bid.id}
                className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-3 border-b border-line py-2.5 text-sm"
              >
                <Avatar name={bid.bidder.name} />
                <span className="min-w-0">
                  <span className="block truncate">
                    {bid.bidder.key === auction.you?.key ? t('own') : <PersonName person={bid.bidder} />}
                    {bid.kind === 'AUTO' ? (
                      <Pill tone="neutral" size="sm" className="ml-1.5">
                        {t('auto')}
                      </Pill>
                    ) : null}
                  </span>
                  <time dateTime={bid.createdAt.toISOString()} className="num block text-xs text-soft">
                    {formatDateTime(bid.createdAt, locale)}
                  </time>
                </span>
                <b className="num text-right">{formatWon(bid.amount, locale)}</b>
              </li>
            ))}
          </ol>
        )}
      </Card>
      <div className="mt-4 flex flex-col gap-2.5">
        {page.nextCursor ? (
          <Button asChild variant="outline" size="lg" block>
            <Link href={`/auctions/${id}/bids?${new URLSearchParams({ cursor: page.nextCursor })}`}>
              {common('more')}
            </Link>
          </Button>
        ) : null}
        <Button asChild variant="ghost" size="lg" block>
          <Link href={`/auctions/${id}`}>{t('toItem')}</Link>
        </Button>
      </div>
    </div>
  );
}
