'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { CallableAction } from '@/components/action/use-call';
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Page } from '@/lib/paging/page';
import type { ListingTab } from '@/lib/selling/listing-tabs';
import type { WireItem } from '@/lib/selling/wire';
import { SoldRow, UnsoldRow, UpcomingRow } from './listing-rows';
import { LiveRow } from './live-row';
import { MoreRows } from './more-rows';
import type { SellerActions } from './seller-actions';

type ColumnName =
  | 'price'
  | 'startPrice'
  | 'finalPrice'
  | 'bids'
  | 'left'
  | 'kind'
  | 'starts'
  | 'buyer'
  | 'ended'
  | 'actions';
/** `wide`: a column only on wide screens; on a phone its content stands below the item's name. */
type Column = { name: ColumnName; numeric?: boolean; wide?: boolean; unseen?: boolean };

const COLUMNS: Record<ListingTab, readonly Column[]> = {
  LIVE: [
    { name: 'price', numeric: true },
    { name: 'bids', numeric: true, wide: true },
    { name: 'left', numeric: true, wide: true },
    { name: 'kind', wide: true },
    { name: 'actions', unseen: true },
  ],
  UPCOMING: [
    { name: 'startPrice', numeric: true },
    { name: 'starts', numeric: true, wide: true },
    { name: 'kind', wide: true },
    { name: 'actions', unseen: true },
  ],
  SOLD: [
    { name: 'finalPrice', numeric: true },
    { name: 'buyer', wide: true },
    { name: 'ended', numeric: true, wide: true },
    { name: 'actions', unseen: true },
  ],
  UNSOLD: [
    { name: 'startPrice', numeric: true, wide: true },
    { name: 'ended', numeric: true, wide: true },
    { name: 'actions', unseen: true },
  ],
};

export type ItemTableProps = {
  listingTab: ListingTab;
  label: string;
  page: Page<WireItem>;
  /** Address of the next page, for a browser without a script. */
  nextHref: string | null;
  /** The page behind a cursor. */
  load: CallableAction<[listingTab: ListingTab, cursor: string], Page<WireItem> | null>;
  actions: SellerActions;
  socketUrl: string;
  /** ISO 8601, when this was read. */
  now: string;
};

/** A seller's items of one kind, the rest of them by "more". */
export function ItemTable({
  listingTab,
  label,
  page,
  nextHref,
  load,
  actions,
  socketUrl,
  now,
}: ItemTableProps) {
  const columns = COLUMNS[listingTab];
  return (
    <Table label={label}>
      <Head columns={columns} />
      <TableBody>
        <MoreRows
          // The loaded rows belong to the end of this page; a page that ends elsewhere starts without them.
          key={page.nextCursor}
          page={page}
          nextHref={nextHref}
          load={load.bind(null, listingTab)}
          columns={columns.length + 1}
          row={(item) => rowOf(listingTab, item)}
        />
      </TableBody>
    </Table>
  );

  function rowOf(kind: ListingTab, item: WireItem): ReactNode {
    switch (kind) {
      case 'LIVE':
        return <LiveRow key={item.id} item={item} now={now} socketUrl={socketUrl} actions={actions} />;
      case 'UPCOMING':
        return <UpcomingRow key={item.id} item={item} now={now} actions={actions} />;
      case 'SOLD':
        return <SoldRow key={item.id} item={item} now={now} />;
      case 'UNSOLD':
        return <UnsoldRow key={item.id} item={item} now={now} relist={actions.relist} />;
      default:
        return kind satisfies never;
    }
  }
}

function Head({ columns }: { columns: readonly Column[] }) {
  const t = useTranslations('seller.items.columns');
  return (
    <TableHead>
      <TableRow>
        <TableHeader>{t('item')}</TableHeader>
        {columns.map(({ name, numeric, wide, unseen }) => (
          <TableHeader key={name} numeric={numeric} className={wide ? 'max-md:hidden' : undefined}>
            {unseen ? <span className="sr-only">{t(name)}</span> : t(name)}
          </TableHeader>
        ))}
      </TableRow>
    </TableHead>
  );
}
