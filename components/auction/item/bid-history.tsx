'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { PersonName } from '@/components/auction/person-name';
import type { PricePoint } from '@/components/auction/price-steps';
import { Avatar } from '@/components/ui/avatar';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { SectionHeader } from '@/components/ui/page-header';
import { Pill } from '@/components/ui/pill';
import { formatWon } from '@/lib/format/money';
import { personName } from '@/lib/format/person-name';
import { formatAgo, toIso } from '@/lib/format/time';
import { useServerNow } from '@/lib/live/server-clock';
import type { PublicBid } from '@/lib/realtime/protocol';
import { BlockButton, type Blocking } from './block-button';
import { useAuction } from './live-auction-provider';
import { PriceChart } from './price-chart';

const SHOWN_AT_ONCE = 5;

/**
 * The bids with bidder, amount and time, newest first, under the chart of the price.
 *
 * @param earlier   the prices before the bids that the page holds, oldest first
 * @param blocking  for the seller only
 */
export function BidHistory({
  earlier,
  blocking = null,
}: {
  earlier: readonly PricePoint[];
  blocking?: Blocking | null;
}) {
  const t = useTranslations('auction.history');
  const locale = useLocale();
  const { auction, state, bids, boughtNow } = useAuction();
  const now = useServerNow(state.serverTime);
  // Bids that the page came with do not slide in.
  const [known] = useState(() => new Set(bids.map((bid) => bid.id)));
  const first = bids.slice(0, SHOWN_AT_ONCE);
  const rest = bids.slice(SHOWN_AT_ONCE);
  const over = state.status === 'ENDED' || state.status === 'CANCELLED';
  const bought = t('boughtNow', {
    name: state.winner ? personName(state.winner) : '',
    amount: formatWon(state.price, locale),
  });
  const until = over ? Date.parse(state.endTime) : now;

  return (
    <section aria-labelledby="bids">
      <SectionHeader
        id="bids"
        title={t('title')}
        className="mt-0"
        actions={<span className="num text-sm text-soft">{t('count', { count: state.bidCount })}</span>}
      />
      <Card className="px-4 pt-4 pb-1.5 md:px-4.5">
        {state.historyVersion > 0 ? <p className="pb-2.5 text-sm text-soft">{t('excluded')}</p> : null}
        {bids.length === 0 ? (
          <p className="pb-2.5 text-sm text-soft">{boughtNow ? bought : t(over ? 'emptyOver' : 'empty')}</p>
        ) : (
          <>
            <PriceChart
              points={courseOf(bids, earlier, auction)}
              bidCount={state.bidCount}
              until={until}
              live={auction.isNational}
            />
            {boughtNow ? <p className="num pt-3 text-sm whitespace-normal font-semibold">{bought}</p> : null}
            <BidRows bids={first} now={now} known={known} blocking={blocking} />
            {rest.length > 0 ? (
              <details className="group">
                <summary className="flex min-h-11 items-center justify-center text-sm font-semibold text-soft group-open:hidden hover:text-ink">
                  {t('more')}
                </summary>
                <BidRows bids={rest} now={now} known={known} blocking={blocking} />
                {state.bidCount > bids.length ? (
                  <Link
                    href={`/auctions/${auction.id}/bids`}
                    className="flex min-h-11 items-center justify-center text-sm font-semibold text-soft hover:text-ink"
                  >
                    {t('all')}
                  </Link>
                ) : null}
              </details>
            ) : null}
          </>
        )}
      </Card>
      <RecordLinks over={state.status === 'ENDED'} />
    </section>
  );
}

/** The way to the viewer's own receipts, and to the recomputation with the hash of the record that this page has seen. */
function RecordLinks({ over }: { over: boolean }) {
  const t = useTranslations('auction.history');
  const { auction, state, you } = useAuction();
  const links = [
    you ? { href: 'attempts', name: t('attempts') } : null,
    over && state.recordHash ? { href: `record#seen=${state.recordHash}`, name: t('recompute') } : null,
  ].filter((link) => link !== null);
  return (
    <div className="flex flex-wrap gap-x-5">
      {links.map(({ href, name }) => (
        <Link
          key={href}
          href={`/auctions/${auction.id}/${href}`}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm font-semibold text-soft hover:text-ink"
        >
          {name}
        </Link>
      ))}
    </div>
  );
}

function BidRows({
  bids,
  now,
  known,
  blocking,
}: {
  bids: readonly PublicBid[];
  now: number;
  known: ReadonlySet<string>;
  blocking: Blocking | null;
}) {
  return (
    <ol className="[&>li:last-child]:border-b-0">
      {bids.map((bid) => (
        <BidRow key={bid.id} bid={bid} now={now} isNew={!known.has(bid.id)} blocking={blocking} />
      ))}
    </ol>
  );
}

function BidRow({
  bid,
  now,
  isNew,
  blocking,
}: {
  bid: PublicBid;
  now: number;
  isNew: boolean;
  blocking: Blocking | null;
}) {
  const t = useTranslations('auction.history');
  const locale = useLocale();
  const { state, you } = useAuction();
  const isOwn = bid.bidder.key === you?.key;
  const highest = bid.amount === state.price;
  const won = highest && state.winner?.key === bid.bidder.key;
  const leads = highest && !state.winner && state.leader?.key === bid.bidder.key;
  return (
    <li
      className={cn(
        'grid grid-cols-[auto_minmax(0,1fr)_auto_auto] items-center gap-3 border-b border-line py-2.5 text-sm',
        blocking && 'grid-cols-[auto_minmax(0,1fr)_auto_auto_auto] py-1',
        isNew && 'transition-[opacity,translate] duration-200 starting:-translate-y-3 starting:opacity-0',
      )}
    >
      <Avatar name={isOwn && you ? you.nickname : bid.bidder.name} />
      <span className="flex min-w-0 flex-wrap items-center gap-x-1.5">
        {/* The number at the end of a masked name must not be cut off. */}
        <span className={isOwn ? 'max-w-full truncate font-semibold' : 'whitespace-nowrap'}>
          {isOwn && you ? t('you', { nickname: you.nickname }) : <PersonName person={bid.bidder} />}
        </span>
        {bid.kind === 'AUTO' ? (
          <Pill tone="neutral" size="sm">
            {t('auto')}
          </Pill>
        ) : null}
        {leads ? (
          <Pill tone="local" size="sm">
            {t('first')}
          </Pill>
        ) : null}
        {won ? (
          <Pill tone="won" size="sm">
            {t('winner')}
          </Pill>
        ) : null}
      </span>
      <time dateTime={toIso(bid.createdAt)} className="num text-xs text-soft">
        {formatAgo(bid.createdAt, { now, locale })}
      </time>
      <b translate="no" className="num text-right">
        {formatWon(bid.amount, locale)}
      </b>
      {blocking ? <BlockButton person={bid.bidder} blocking={blocking} /> : null}
    </li>
  );
}

/** All known prices, oldest first, from the start price to the bids that the page holds. */
function courseOf(
  bids: readonly PublicBid[],
  earlier: readonly PricePoint[],
  auction: { startTime: string; startPrice: number },
): PricePoint[] {
  const held = bids.map((bid) => ({ at: Date.parse(bid.createdAt), amount: bid.amount })).reverse();
  const [oldest] = held;
  const before = earlier.filter(({ amount }) => oldest !== undefined && amount < oldest.amount);
  return [{ at: Date.parse(auction.startTime), amount: auction.startPrice }, ...before, ...held];
}
