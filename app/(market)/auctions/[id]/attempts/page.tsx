import { ChevronRight } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { loadAuction } from '@/app/(market)/auctions/[id]/load-auction';
import { CommandName } from '@/components/receipt/command-name';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pill } from '@/components/ui/pill';
import { requireViewer } from '@/lib/accounts/viewer';
import { formatWon } from '@/lib/format/money';
import { formatClockMs, formatDate, toIso } from '@/lib/format/time';
import { readFields, type SearchParams } from '@/lib/http/query';
import { ownAttempts, ownAttemptsSchema, type StoredAttempt } from '@/lib/receipts/attempts';

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
};

const SHOWN = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('receipt.attempts');
  return { title: t('title'), robots: { index: false } };
}

/** The viewer's own attempts on an item, the refused ones too. Each leads to its receipt. */
export default async function AttemptsPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const viewer = await requireViewer(`/auctions/${id}/attempts`);
  const { cursor } = readFields(ownAttemptsSchema, query);
  const [auction, page] = await Promise.all([
    loadAuction(id),
    ownAttempts({ auctionId: id, userId: viewer.id, after: cursor, limit: SHOWN }),
  ]);
  if (!auction || !page) notFound();
  const [t, common] = await Promise.all([getTranslations('receipt.attempts'), getTranslations('common')]);
  return (
    <div className="container-page max-w-160 py-5 md:py-7">
      <PageHeader title={t('title')} description={t('ofItem', { title: auction.title })} />
      {page.items.length === 0 ? (
        <EmptyState title={t('empty')} />
      ) : (
        <Card asChild>
          <ol className="[&>li+li]:border-t [&>li+li]:border-line">
            {page.items.map((attempt) => (
              <li key={attempt.id}>
                <AttemptRow attempt={attempt} />
              </li>
            ))}
          </ol>
        </Card>
      )}
      <div className="mt-4 flex flex-col gap-2.5">
        {page.nextCursor ? (
          <Button asChild variant="outline" size="lg" block>
            <Link href={`/auctions/${id}/attempts?${new URLSearchParams({ cursor: page.nextCursor })}`}>
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

async function AttemptRow({ attempt }: { attempt: StoredAttempt }) {
  const [t, locale] = await Promise.all([getTranslations('receipt'), getLocale()]);
  const { amount, decidedAt } = attempt;
  return (
    <Link
      href={`/receipts/${attempt.id}`}
      className="flex min-h-16 items-center gap-3 px-4 py-2.5 text-sm hover:bg-sunken"
    >
      <span className="min-w-0 flex-1">
        <b className="block">
          <CommandName command={attempt.command} />
          {amount ? <span className="num"> {formatWon(amount, locale)}</span> : null}
        </b>
        <time dateTime={toIso(decidedAt)} className="num block text-xs text-soft">
          {formatDate(decidedAt)} {formatClockMs(decidedAt)}
        </time>
      </span>
      <Pill tone={attempt.code === null ? 'local' : 'lost'} size="sm">
        {t(attempt.code === null ? 'accepted' : 'refused')}
      </Pill>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-soft" />
    </Link>
  );
}
