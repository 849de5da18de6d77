'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { MoreLink } from '@/components/action/more-link';
import { type CallableAction, useCall } from '@/components/action/use-call';
import { useLoadMore } from '@/components/action/use-load-more';
import { TableCell, TableRow } from '@/components/ui/table';
import type { Page } from '@/lib/paging/page';
import type { WireItem } from '@/lib/selling/wire';

/** The rows of a table; further rows are appended in place, and without a script the link opens the next page. */
export function MoreRows({
  page,
  nextHref,
  load,
  columns,
  row,
}: {
  page: Page<WireItem>;
  nextHref: string | null;
  load: CallableAction<[cursor: string], Page<WireItem> | null>;
  columns: number;
  row: (item: WireItem) => ReactNode;
}) {
  const t = useTranslations('seller.items');
  const list = useLoadMore(
    { ids: page.items.map(({ id }) => id), nextCursor: page.nextCursor },
    useCall(load),
  );
  return (
    <>
      {[...page.items, ...list.rest.items].map(row)}
      {nextHref && list.hasMore ? (
        <TableRow>
          <TableCell colSpan={columns}>
            <div className="flex flex-col items-center gap-1">
              <MoreLink href={nextHref} list={list} failedText={t('failed')} />
            </div>
          </TableCell>
        </TableRow>
      ) : null}
    </>
  );
}
