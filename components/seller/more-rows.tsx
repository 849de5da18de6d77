'use client';

import { useTranslations } from 'next-intl';
import { type MouseEvent, type ReactNode, useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { TableCell, TableRow } from '@/components/ui/table';
import type { WireItem, WirePage } from './wire-item';

/** The rows of a table, and the rest of them appended in place; the link leads there where no script runs. */
export function MoreRows({
  page,
  nextHref,
  load,
  columns,
  row,
}: {
  page: WirePage;
  nextHref: string | null;
  load: (cursor: string) => Promise<WirePage>;
  columns: number;
  row: (item: WireItem) => ReactNode;
}) {
  const t = useTranslations('seller.items');
  const common = useTranslations('common');
  const [loaded, setLoaded] = useState<WirePage>({ items: [], nextCursor: page.nextCursor });
  const [failed, setFailed] = useState(false);
  const [pending, startTransition] = useTransition();

  function more(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const { nextCursor } = loaded;
    if (pending || !nextCursor) return;
    setFailed(false);
    startTransition(async () => {
      const next = await load(nextCursor).catch(() => null);
      startTransition(() => {
        if (!next) setFailed(true);
        else setLoaded((held) => ({ items: [...held.items, ...next.items], nextCursor: next.nextCursor }));
      });
    });
  }

  return (
    <>
      {[...page.items, ...loaded.items].map(row)}
      {nextHref && loaded.nextCursor ? (
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
