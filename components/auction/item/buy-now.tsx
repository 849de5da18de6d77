'use client';

import { Zap } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { amountInWords } from '@/lib/format/amount-in-words';
import { formatWon } from '@/lib/format/money';
import { AuctionActionButton } from './auction-action-button';
import { useBidForm } from './bid-form-provider';
import { depositHref } from './bid-refusal';
import { useAuction } from './live-auction-provider';

/** On a phone the bar at the bottom. */
const BAR_CLASSES =
  'max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:border-t max-md:border-line max-md:bg-surface max-md:px-4 max-md:pt-3 max-md:pb-safe max-md:shadow-floating';

/**
 * Ends the auction at the buy-now price. It is there only while the bids are below that price.
 *
 * @param isOnlyWay  whether no bid is possible; on a phone it then takes the place of the bid bar
 */
export function BuyNow({ firstKey, isOnlyWay }: { firstKey: string; isOnlyWay: boolean }) {
  const { auction, state, phase, standing } = useAuction();
  const price = auction.instantPrice;
  const open = price !== null && phase === 'running' && state.price < price && standing !== 'seller';
  if (!open) return null;
  const button = <BuyNowButton price={price} firstKey={firstKey} variant={isOnlyWay ? 'brand' : 'outline'} />;
  return isOnlyWay ? <div className={BAR_CLASSES}>{button}</div> : button;
}

function BuyNowButton({
  price,
  firstKey,
  variant,
}: {
  price: number;
  firstKey: string;
  variant: 'brand' | 'outline';
}) {
  const t = useTranslations('bid.buyNow');
  const locale = useLocale();
  const here = usePathname();
  const { auction } = useAuction();
  const { actions, spendable } = useBidForm();
  const amount = formatWon(price, locale);
  const label = t('button', { amount });

  if (spendable === null || spendable < price) {
    const href =
      spendable === null
        ? `/login?${new URLSearchParams({ next: here })}`
        : depositHref(price - spendable, here);
    return (
      <Button asChild variant={variant} size="lg" block>
        <Link href={href}>
          <Zap aria-hidden />
          <span className="num">{label}</span>
        </Link>
      </Button>
    );
  }
  return (
    <AuctionActionButton
      action={actions.buyNow}
      name="buy-now"
      firstKey={firstKey}
      icon={<Zap aria-hidden />}
      label={label}
      variant={variant}
      question={{
        title: t('title', { amount }),
        description: t.rich('body', {
          words: (chunks) => <b className="text-ink">{chunks}</b>,
          inWords: amountInWords(price, locale),
        }),
        confirmLabel: t('yes', { amount }),
        tone: auction.isNational ? 'live' : 'brand',
        children: (
          <p className="num mt-3 text-sm whitespace-normal text-soft">
            {t('money', { left: formatWon(spendable - price, locale) })}
          </p>
        ),
      }}
    />
  );
}
