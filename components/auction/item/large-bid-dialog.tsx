'use client';

import { useLocale, useTranslations } from 'next-intl';
import { amountInWords } from '@/lib/format/amount-in-words';
import { formatWon } from '@/lib/format/money';
import { useBidForm } from './bid-form-provider';
import { LazyConfirm } from './lazy-confirm';
import { useAuction } from './live-auction-provider';

/** Asks for a confirmation of a bid that is far above the price, with the amount in words. */
export function LargeBidDialog() {
  const t = useTranslations('bid.confirm');
  const locale = useLocale();
  const { box, asking, confirm, stopAsking } = useBidForm();
  const isMaximum = box.mode === 'auto';
  const { auction, state } = useAuction();
  const wanted = asking ?? state.minimumNext;
  const amount = formatWon(wanted, locale);
  return (
    <LazyConfirm
      open={asking !== null}
      onClose={stopAsking}
      title={t(isMaximum ? 'titleMaximum' : 'title', { amount })}
      description={t.rich('words', {
        words: (chunks) => <b className="text-ink">{chunks}</b>,
        inWords: amountInWords(wanted, locale),
        price: formatWon(state.price, locale),
        over: formatWon(wanted - state.price, locale),
      })}
      cancelLabel={t('no')}
      confirmLabel={t(isMaximum ? 'yesMaximum' : 'yes', { amount })}
      tone={auction.isNational ? 'live' : 'brand'}
      onConfirm={confirm}
    />
  );
}
