import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import {
  cancelAuctionAction,
  excludeBidderAction,
  resolveReportsAction,
  viewAutoBidAction,
} from '@/app/(operators)/admin/actions';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import { AuctionFacts } from '@/components/operators/auction-facts';
import { BidTable } from '@/components/operators/bid-table';
import { EntryTable } from '@/components/operators/entry-table';
import { FileSection } from '@/components/operators/file-section';
import { OperatorLogTable } from '@/components/operators/operator-log-table';
import { AuctionStatusPill } from '@/components/operators/pills';
import {
  CancelAuctionForm,
  ExcludeBidderForm,
  SettleReportsForm,
  ViewAutoBidForm,
} from '@/components/operators/report-forms';
import { ReportList } from '@/components/operators/report-list';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { Pill } from '@/components/ui/pill';
import { auctionFile } from '@/lib/operators/auction-file';
import { requireOperator } from '@/lib/operators/require-operator';

export const generateMetadata = () => adminTitle('auctions');

/** One auction: its reports, its data, and the acts that an operator can take. */
export default async function AuctionFilePage({ params }: { params: Promise<{ id: string }> }) {
  const [operator, { id }] = await Promise.all([requireOperator(), params]);
  const [{ file }, t, exclude, locale] = await Promise.all([
    auctionFile({ operatorId: operator.id, auctionId: id }).then(allowed),
    getTranslations('admin.auction'),
    getTranslations('admin.exclude'),
    getLocale(),
  ]);
  const { auction } = file;
  const open = file.reports.filter(({ status }) => status === 'OPEN').length;
  const running = auction.status === 'WAITING' || auction.status === 'ACTIVE';
  return (
    <>
      <PageHeader
        title={
          <>
            <bdi>{auction.title}</bdi> <AuctionStatusPill status={auction.status} />{' '}
            {auction.removed ? (
              <Pill size="sm" tone="lost">
                {t('removed')}
              </Pill>
            ) : null}
            {auction.bidsAutomatically ? (
              <Pill size="sm" tone="soon">
                {t('bidsAutomatically')}
              </Pill>
            ) : null}
          </>
        }
        actions={
          <Button asChild variant="outline">
            <Link href={`/auctions/${auction.id}`}>
              <ExternalLink aria-hidden />
              {t('seeItem')}
            </Link>
          </Button>
        }
      />
      <div className="grid items-start gap-x-8 gap-y-7 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:grid-rows-[auto_1fr]">
        {file.reports.length > 0 ? (
          <FileSection id="reports" title={t('reports')} count={file.reports.length}>
            <ReportList reports={file.reports} />
          </FileSection>
        ) : null}
        {!auction.removed || open > 0 ? (
          <div className="flex min-w-0 flex-col gap-3 lg:col-start-2 lg:row-span-2 lg:row-start-1">
            {open > 0 ? (
              <SettleReportsForm
                key={`settle ${open}`}
                action={resolveReportsAction.bind(null, id)}
                count={open}
              />
            ) : null}
            {auction.bidsAutomatically ? <ViewAutoBidForm action={viewAutoBidAction.bind(null, id)} /> : null}
            {running && auction.leader ? (
              <ExcludeBidderForm
                key={`exclude ${auction.leader.id}`}
                action={excludeBidderAction.bind(null, id, auction.leader.id)}
                label={exclude('title', { name: auction.leader.nickname })}
              />
            ) : null}
            {auction.removed ? null : (
              <CancelAuctionForm
                action={cancelAuctionAction.bind(null, id)}
                refund={running && auction.leader ? { name: auction.leader.nickname } : null}
                openReports={open}
              />
            )}
          </div>
        ) : null}
        <div className="flex min-w-0 flex-col gap-7 lg:col-start-1">
          <AuctionFacts auction={auction} images={file.images} locale={locale} />
        </div>
      </div>
      <div className="mt-8 flex flex-col gap-8">
        <FileSection id="bids" title={t('bids')} count={auction.bidCount} empty={file.bids.length === 0}>
          <BidTable label={t('bids')} bids={file.bids} />
        </FileSection>
        <FileSection
          id="ledger"
          title={t('ledger')}
          link={`/admin/ledger?auction=${id}`}
          empty={file.ledger.length === 0}
        >
          <EntryTable label={t('ledger')} entries={file.ledger} />
        </FileSection>
        <FileSection
          id="acts"
          title={t('acts')}
          link={`/admin/log?subjectType=auction&subject=${id}`}
          empty={file.acts.length === 0}
        >
          <OperatorLogTable label={t('acts')} acts={file.acts} />
        </FileSection>
      </div>
    </>
  );
}
