import { Flag } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { type Fact, Facts } from '@/components/ui/facts';
import { SectionHeader } from '@/components/ui/page-header';
import type { AuctionDetail } from '@/lib/auctions/detail';
import { formatWon } from '@/lib/format/money';
import { formatDateTime, toIso } from '@/lib/format/time';
import { spanInWords } from '@/lib/format/wait';
import { EndTime } from './end-time';

/** The facts about the item, and the seller's description. */
export function ItemFacts({ auction }: { auction: AuctionDetail }) {
  const t = useTranslations('auction.facts');
  return (
    <>
      <section aria-labelledby="facts">
        <SectionHeader id="facts" title={t('title')} className="mt-0" />
        <Facts facts={useFacts(auction)} />
      </section>
      <section aria-labelledby="description">
        <SectionHeader id="description" title={t('description')} className="mt-0" />
        <p className="max-w-160 whitespace-pre-line">
          {auction.description || <span className="text-soft">{t('noDescription')}</span>}
        </p>
        {auction.you?.isSeller ? null : <ReportLink auctionId={auction.id} />}
      </section>
    </>
  );
}

/** The link to report the item to the operators. */
function ReportLink({ auctionId }: { auctionId: string }) {
  const t = useTranslations('reports');
  return (
    <Link
      href={`/auctions/${auctionId}/report`}
      prefetch={false}
      className="mt-3 inline-flex min-h-11 items-center gap-1.5 rounded-sm text-sm text-soft hover:text-ink hover:underline"
    >
      <Flag aria-hidden className="size-4" />
      {t('link')}
    </Link>
  );
}

function useFacts(auction: AuctionDetail): Fact[] {
  const t = useTranslations('auction');
  const locale = useLocale();
  const place = auction.region.map((step) => step.name).join(' ');
  const { category } = auction;
  const rule = t('facts.softClose', {
    window: spanInWords(auction.extendWindowMs / 1_000, locale),
    cap: spanInWords(auction.extendCapMs / 1_000, locale),
  });
  const nameOf = (one: typeof category | NonNullable<typeof category.parent>) =>
    locale === 'ko' ? one.nameKo : one.nameEn;
  const over = auction.status === 'ENDED' || auction.status === 'CANCELLED';
  const extended = t('facts.extended', {
    count: auction.extensions,
    time: formatDateTime(auction.originalEndTime, locale),
  });
  const endNote = over ? auction.extensions > 0 && extended : auction.extendWindowMs > 0 && rule;
  return [
    {
      term: t('facts.condition'),
      value: (
        <>
          {t(`condition.${auction.condition}`)}
          <span className="block text-xs font-normal text-soft">
            {t(`conditionNote.${auction.condition}`)}
          </span>
        </>
      ),
    },
    { term: t('facts.shipping'), value: t(`shipping.${auction.shippingPayer}`) },
    {
      term: t('facts.region'),
      value: auction.isNational ? `${place} · ${t('kind.nationwide')}` : place,
    },
    {
      term: t('facts.category'),
      value: category.parent ? `${nameOf(category.parent)} › ${nameOf(category)}` : nameOf(category),
    },
    {
      term: t('facts.bidUnit'),
      value: <span className="num">{formatWon(auction.bidUnit, locale)}</span>,
    },
    {
      term: t('facts.buyNow'),
      value: auction.instantPrice ? (
        <span className="num">{formatWon(auction.instantPrice, locale)}</span>
      ) : (
        t('facts.noBuyNow')
      ),
    },
    { term: t('facts.startsAt'), value: <Moment at={auction.startTime} /> },
    {
      term: t('facts.endsAt'),
      value: (
        <>
          <EndTime />
          <span className="num block text-xs font-normal whitespace-normal text-soft">{endNote}</span>
        </>
      ),
    },
  ];
}

function Moment({ at }: { at: Date }) {
  const locale = useLocale();
  return (
    <time dateTime={toIso(at)} className="num whitespace-normal">
      {formatDateTime(at, locale)}
    </time>
  );
}
