'use client';

import { CopyPlus } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAgo } from '@/components/ui/ago';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import { TableCell, TableRow } from '@/components/ui/table';
import { formatWon } from '@/lib/format/money';
import { personName } from '@/lib/format/person-name';
import { formatMoment, toIso } from '@/lib/format/time';
import { stateOfCard } from '@/lib/live/auction-state';
import { useServerNow } from '@/lib/live/server-clock';
import type { WireItem } from '@/lib/selling/wire';
import { ItemCell, KindCell } from './item-cells';
import { RelistCell } from './relist-cell';
import { RowMenu } from './row-menu';
import type { RelistAction, SellerActions } from './seller-actions';
import { useRefreshOnce } from './use-refresh-once';

/** The worker opens an auction exactly on time; a moment later it is running for everybody. */
const OPENED_WITHIN_MS = 1_500;

type RowProps = { item: WireItem; now: string };

/** An auction that has not begun. */
export function UpcomingRow({ item, now, actions }: RowProps & { actions: SellerActions }) {
  const t = useTranslations('seller.items');
  const locale = useLocale();
  const [gone, setGone] = useState(false);
  useRefreshOnce(useServerNow(now) > Date.parse(item.startTime) + OPENED_WITHIN_MS);
  const time = formatMoment(item.startTime, { now, locale });
  if (gone) return null;
  return (
    <TableRow>
      <ItemCell item={item}>
        <span className="md:hidden">{t('starts', { time })}</span>
      </ItemCell>
      <TableCell numeric className="font-bold">
        {formatWon(item.startPrice, locale)}
      </TableCell>
      <TableCell numeric className="max-md:hidden">
        <time dateTime={toIso(item.startTime)}>{time}</time>
      </TableCell>
      <KindCell isNational={item.isNational} />
      <TableCell className="w-12 py-0 pr-1! pl-0 text-right md:pr-2!">
        <RowMenu
          title={item.title}
          state={stateOfCard(item, now)}
          actions={actions}
          onDone={() => setGone(true)}
        />
      </TableCell>
    </TableRow>
  );
}

/** A sale: its price and its buyer. */
export function SoldRow({ item, now }: RowProps) {
  const t = useTranslations('seller.items');
  const locale = useLocale();
  const time = useAgo(item.endTime, now);
  const name = item.winner ? personName(item.winner) : '';
  const times = (item.price / item.startPrice).toFixed(2);
  // No bid can reach the buy-now price.
  const boughtNow = item.price === item.instantPrice;
  return (
    <TableRow>
      <ItemCell item={item}>
        <span className="md:hidden">{t('soldTo', { name, time })}</span>
        <span className="max-md:hidden">
          {boughtNow ? t('boughtNow', { times }) : t('bidsTimes', { bids: item.bidCount, times })}
        </span>
      </ItemCell>
      <TableCell numeric className="font-bold">
        {formatWon(item.price, locale)}
      </TableCell>
      <TableCell className="whitespace-nowrap max-md:hidden">{name}</TableCell>
      <TableCell numeric className="max-md:hidden">
        <time dateTime={toIso(item.endTime)}>{time}</time>
      </TableCell>
      <TableCell className="w-12 py-0 pr-1! pl-0 text-right md:pr-2!">
        {item.removed ? null : (
          <IconButton asChild label={t('relist.similar', { title: item.title })} className="text-soft">
            <Link href={`/auctions/new?from=${item.id}`}>
              <CopyPlus aria-hidden />
            </Link>
          </IconButton>
        )}
      </TableCell>
    </TableRow>
  );
}

/** An unsold or cancelled item, with the ways to relist it. */
export function UnsoldRow({ item, now, relist }: RowProps & { relist: RelistAction }) {
  const t = useTranslations('seller.items');
  const locale = useLocale();
  const time = useAgo(item.endTime, now);
  const state = t(item.removed ? 'removed' : item.status === 'CANCELLED' ? 'cancelled' : 'unsold');
  return (
    <TableRow>
      <ItemCell item={item}>
        <span className="md:hidden">
          {state} · {formatWon(item.startPrice, locale)}
        </span>
        <Pill size="sm" className="max-md:hidden">
          {state}
        </Pill>
      </ItemCell>
      <TableCell numeric className="max-md:hidden">
        {formatWon(item.startPrice, locale)}
      </TableCell>
      <TableCell numeric className="max-md:hidden">
        <time dateTime={toIso(item.endTime)}>{time}</time>
      </TableCell>
      <TableCell className="text-right">
        {item.removed ? null : <RelistCell item={item} relist={relist} />}
      </TableCell>
    </TableRow>
  );
}
