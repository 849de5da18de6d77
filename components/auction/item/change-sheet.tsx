'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { Sheet, SheetContent, SheetDescription, SheetTitle } from '@/components/ui/sheet';
import { formatWon } from '@/lib/format/money';
import { BidForm, MoneyNote } from './bid-form';
import { useAuction } from './live-auction-provider';

/** The whole form of a bid in a sheet that rises from the bottom of a phone. */
export function ChangeSheet({
  open,
  onOpenChange,
  opener,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The element that gets the focus back. */
  opener: RefObject<HTMLElement | null>;
}) {
  const t = useTranslations('bid.form');
  const locale = useLocale();
  const { auction, state } = useAuction();
  const won = (figure: number) => formatWon(figure, locale);
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetContent
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          opener.current?.focus();
        }}
      >
        <SheetTitle>{t('sheetTitle')}</SheetTitle>
        <SheetDescription className="num mb-4 whitespace-normal">
          {t('sheetNote', {
            price: won(state.price),
            minimum: won(state.minimumNext),
            unit: won(auction.bidUnit),
          })}
        </SheetDescription>
        <div className="flex flex-col gap-3">
          <BidForm noteId="bid-money-sheet" />
          <MoneyNote id="bid-money-sheet" />
        </div>
      </SheetContent>
    </Sheet>
  );
}
