import { useLocale, useTranslations } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import { AuctionActionButton } from './auction-action-button';
import { useBidForm } from './bid-form-provider';
import { useAuction } from './live-auction-provider';

/** Stops the viewer's automatic bid, after saying what that frees. */
export function StopAutoBid({ ownMaximum, firstKey }: { ownMaximum: number; firstKey: string }) {
  const t = useTranslations('bid.auto');
  const locale = useLocale();
  const { state } = useAuction();
  const { actions } = useBidForm();
  const freed = formatWon(ownMaximum - state.price, locale);
  const price = formatWon(state.price, locale);
  return (
    <AuctionActionButton
      action={actions.stopAutoBid}
      name="stop-auto-bid"
      firstKey={firstKey}
      label={t('stop')}
      doneMessage={t('stopped', { price })}
      notFoundMessage={t('nothingToStop')}
      question={{
        title: t('stopTitle'),
        description: t('stopBody', { freed, price }),
        confirmLabel: t('stopYes'),
        cancelLabel: t('keep'),
        tone: 'brand',
      }}
    />
  );
}
