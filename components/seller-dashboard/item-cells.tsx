'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ItemImage } from '@/components/auction/item-image';
import { NoPicture } from '@/components/auction/no-picture';
import { Pill } from '@/components/ui/pill';
import { TableCell } from '@/components/ui/table';
import type { WireItem } from '@/lib/selling/wire';

/** The picture and the name of an item, and a line below it. */
export function ItemCell({ item, children }: { item: WireItem; children?: ReactNode }) {
  return (
    <TableCell className="w-full min-w-40 py-2.5 md:w-[44%] md:py-3">
      <div className="flex items-center gap-3">
        <span className="relative size-11 shrink-0 overflow-hidden rounded-[10px] bg-sunken">
          {item.image ? (
            <ItemImage image={item.image} alt="" sizes="44px" className="size-full object-cover" />
          ) : (
            <NoPicture />
          )}
        </span>
        <div className="min-w-0">
          <Link
            href={`/auctions/${item.id}`}
            className="line-clamp-2 font-semibold underline-offset-4 hover:underline"
          >
            {item.title}
          </Link>
          {children ? <div className="num mt-0.5 text-xs whitespace-normal text-soft">{children}</div> : null}
        </div>
      </div>
    </TableCell>
  );
}

/** What kind of auction it is. */
export function KindCell({ isNational }: { isNational: boolean }) {
  const t = useTranslations('seller.items');
  return (
    <TableCell className="max-md:hidden">
      <Pill tone={isNational ? 'live' : 'local'}>{t(isNational ? 'liveMark' : 'local')}</Pill>
    </TableCell>
  );
}
