'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Extension } from '@/components/auction/extension';
import { TickingPrice } from '@/components/auction/ticking-price';
import { LAST_HOUR_MS } from '@/components/auction/time-left';
import { cn } from '@/components/ui/cn';
import { TableCell, TableRow } from '@/components/ui/table';
import { formatWon } from '@/lib/format/money';
import { formatTimeLeft } from '@/lib/format/time';
import { stateOfCard } from '@/lib/live/auction-state';
import { useServerNow } from '@/lib/live/server-clock';
import { useLiveAuction } from '@/lib/live/use-live-auction';
import type { WireItem } from '@/lib/selling/wire';
import { ItemCell, KindCell } from './item-cells';
import { RowMenu } from './row-menu';
import type { SellerActions } from './seller-actions';
import { useRefreshOnce } from './use-refresh-once';

/** A running auction: its price is live if it is national, and is requested when the person looks at the page otherwise. */
export function LiveRow({
  item,
  now,
  socketUrl,
  actions,
}: {
  item: WireItem;
  now: string;
  socketUrl: string;
  actions: SellerActions;
}) {
  const t = useTranslations('seller.items');
  const locale = useLocale();
  const { state, apply } = useLiveAuction({
    auctionId: item.id,
    isNational: item.isNational,
    initialState: stateOfCard(item, now),
    socketUrl,
  });
  const over = state.status === 'ENDED' || state.status === 'CANCELLED';
  // An auction that has ended now belongs to the sales.
  useRefreshOnce(over);
  const left = (
    <>
      <Left until={state.endTime} now={now} over={over} />
      {over ? null : (
        <span className="block text-xs">
          <Extension
            state={state}
            extendWindowMs={item.extendWindowSeconds * 1_000}
            extendCapMs={item.extendCapSeconds * 1_000}
          />
        </span>
      )}
    </>
  );
  return (
    <TableRow>
      <ItemCell item={item}>
        <span className="md:hidden">
          {t('factsShort', { bids: state.bidCount, watchers: item.watchCount })}
        </span>
        <span className="max-md:hidden">
          {t('facts', { price: formatWon(item.startPrice, locale), watchers: item.watchCount })}
        </span>
      </ItemCell>
      <TableCell numeric>
        <TickingPrice amount={state.price} size="sm" />
        <span className="block text-xs md:hidden">{left}</span>
      </TableCell>
      <TableCell numeric className="max-md:hidden">
        {state.bidCount}
      </TableCell>
      <TableCell numeric className="max-md:hidden">
        {left}
      </TableCell>
      <KindCell isNational={item.isNational} />
      <TableCell className="w-12 py-0 pr-1! pl-0 text-right md:pr-2!">
        {over ? null : <RowMenu title={item.title} state={state} actions={actions} onDone={apply} />}
      </TableCell>
    </TableRow>
  );
}

function Left({ until, now, over }: { until: string; now: string; over: boolean }) {
  const t = useTranslations('seller.items');
  const locale = useLocale();
  const left = Date.parse(until) - useServerNow(now);
  if (over) return <span className="text-soft">{t('over')}</span>;
  if (left <= 0) return <span className="text-amber">{t('closing')}</span>;
  return (
    <span className={cn(left < LAST_HOUR_MS && 'font-semibold text-amber')}>
      {formatTimeLeft(left, locale)}
    </span>
  );
}
