'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { CallableAction } from '@/components/action/use-call';
import { useLoadMore } from '@/components/action/use-load-more';
import { Button } from '@/components/ui/button';
import { TableCell, TableRow } from '@/components/ui/table';
import type { WireItem, WirePage } from './wire-item';

/** The rows of a table; further rows are appended in place, and without a script the link opens the next page. */
export function MoreRows({
  page,
  nextHref,
  load,
  columns,
  row,
}: {
  page: WirePage;
  nextHref: string | null;
  load: CallableAction<[cursor: string], WirePage | null>;
  columns: number;
  row: (item: WireItem) => ReactNode;
}) {
  const t = useTranslations('seller.items');
  const common = useTranslations('common');
  const { items, hasMore, failed, pending, more } = useLoadMore(page.nextCursor, load);

  return (
    <>
      {[...page.items, ...items].map(row)}
      {nextHref && hasMore ? (
        <TableRow>
          <TableCell colSpan={columns} className="text-center">
            {failed ? (
              <p role="alert" className="mb-1 text-sm text-live-deep">
                {t('failed')}
              </p>
            ) : null}
            <Button asChild variant="ghost" block>
              <a href={nextHref} onClick={more} aria-busy={pending}>
                {pending ? common('loading') : failed ? common('retry') : common('more')}
              </a>
            </Button>
          </TableCell>
        </TableRow>
      ) : null}
    </>
  );
}
