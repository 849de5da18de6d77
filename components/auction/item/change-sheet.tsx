'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode, RefObject } from 'react';
import { TickingPrice } from '@/components/auction/ticking-price';
import { Sheet, SheetContent, SheetDescription, SheetTitle } from '@/components/ui/sheet';
import { formatWon } from '@/lib/format/money';
import { BID_FIELDS } from './auction-actions';
import { useBidForm } from './bid-form-provider';
import { useAuction } from './live-auction-provider';

/**
 * The sheet with the bid box, which rises from the bottom of a phone; above the box the price and the clock, which it would
 * otherwise hide.
 */
export function ChangeSheet({
  open,
  onOpenChange,
  opener,
  clock,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The element that gets the focus back. */
  opener: RefObject<HTMLElement | null>;
  clock: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations('bid.form');
  const locale = useLocale();
  const panel = useTranslations('auction.panel');
  const { auction, state } = useAuction();
  const { box } = useBidForm();
  const won = (figure: number) => formatWon(figure, locale);
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetContent
        className="max-md:[@media(max-height:40rem)]:max-h-[calc(100dvh-8px)] max-md:[@media(max-height:40rem)]:pt-3"
        onOpenAutoFocus={(event) => {
          // People open it to change the amount; the choice of the mode stands before the field.
          const field = (event.currentTarget as Element).querySelector(`[name=${BID_FIELDS.amount}]`);
          if (!(field instanceof HTMLElement)) return;
          event.preventDefault();
          field.focus();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          opener.current?.focus();
        }}
      >
        <SheetTitle>{t(box.mode === 'auto' ? 'sheetTitleAuto' : 'sheetTitle')}</SheetTitle>
        <div className="mt-2 flex flex-wrap items-end justify-between gap-x-4 max-md:[@media(max-height:40rem)]:mb-2">
          <div className="min-w-0">
            <p className="text-sm text-soft">{panel(state.bidCount === 0 ? 'startPrice' : 'current')}</p>
            <TickingPrice amount={state.price} size="xl" tone={auction.isNational ? 'live' : 'ink'} />
          </div>
          {clock}
        </div>
        <SheetDescription className="num mb-3 whitespace-normal max-md:[@media(max-height:40rem)]:sr-only">
          {t('sheetNote', { minimum: won(box.rule.minimumNext), unit: won(auction.bidUnit) })}
        </SheetDescription>
        <div className="flex flex-col gap-3">{children}</div>
      </SheetContent>
    </Sheet>
  );
}
