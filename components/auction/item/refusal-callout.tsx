'use client';

import { CircleAlert } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { ReloadButton, useFaultWords } from '@/components/action/fault-callout';
import { Callout } from '@/components/ui/callout';
import { formatWon } from '@/lib/format/money';
import { type BidFormRefusal, useBidForm } from './bid-form-provider';
import { useAuction } from './live-auction-provider';

/** Why a bid was not taken and what to do now; the field holds the amount that would be. Spoken at once. */
export function RefusalCallout() {
  const { refusal, overtaken } = useBidForm();
  const { state } = useAuction();
  const shown: BidFormRefusal | null =
    refusal ?? (overtaken ? { code: 'BID_TOO_LOW', minimum: state.minimumNext } : null);
  const words = useRefusalWords();
  return (
    <div role="alert" className="empty:hidden">
      {shown ? (
        <Callout tone={refusal ? 'live' : 'amber'} icon={<CircleAlert aria-hidden />}>
          <RefusalAction refusal={shown}>{words(shown)}</RefusalAction>
        </Callout>
      ) : null}
    </div>
  );
}

function RefusalAction({ refusal, children }: { refusal: BidFormRefusal; children: React.ReactNode }) {
  const t = useTranslations('bid.form');
  const here = usePathname();
  const { spendable, amount, bidding } = useBidForm();
  const locale = useLocale();
  const linkClasses = 'ml-1 inline-flex font-bold underline underline-offset-4';
  if (refusal.code === 'UNAUTHENTICATED') {
    return (
      <>
        {children}
        <Link href={`/login?${new URLSearchParams({ next: here })}`} className={linkClasses}>
          {t('loginAgain')}
        </Link>
      </>
    );
  }
  if (refusal.code === 'OUTDATED') {
    return (
      <>
        {children}
        <ReloadButton reload={bidding.reload} />
      </>
    );
  }
  if (refusal.code === 'INSUFFICIENT_BALANCE' && amount !== null) {
    const missing = amount - (refusal.available ?? spendable ?? 0);
    if (missing > 0) {
      return (
        <>
          {children}
          <Link href={depositHref(missing, here)} className={linkClasses}>
            {t('deposit', { missing: formatWon(missing, locale) })}
          </Link>
        </>
      );
    }
  }
  return children;
}

/** The wallet with the missing amount filled in; leads back here afterwards. */
export function depositHref(missing: number, returnTo: string): string {
  return `/wallet?${new URLSearchParams({ deposit: String(missing), next: returnTo })}`;
}

/** A refusal in words, with the figures of this auction. */
export function useRefusalWords(): (refusal: BidFormRefusal) => string {
  const t = useTranslations('bid.refusal');
  const locale = useLocale();
  const { auction, state } = useAuction();
  const ofFault = useFaultWords();
  const won = (amount: number | undefined) => formatWon(amount ?? state.minimumNext, locale);

  return (refusal) => {
    switch (refusal.code) {
      case 'BID_TOO_LOW': {
        const minimum = refusal.minimum ?? state.minimumNext;
        if (minimum === auction.startPrice) return t('TOO_LOW_FIRST', { minimum: won(minimum) });
        return t('BID_TOO_LOW', { price: won(minimum - auction.bidUnit), minimum: won(minimum) });
      }
      case 'BID_NOT_ON_STEP':
        return t('BID_NOT_ON_STEP', { unit: won(auction.bidUnit), nearest: won(refusal.nearest) });
      case 'ABOVE_BUY_NOW':
        return t('ABOVE_BUY_NOW', { instantPrice: won(refusal.instantPrice ?? auction.instantPrice ?? 0) });
      case 'INSUFFICIENT_BALANCE':
        return t('INSUFFICIENT_BALANCE', { available: won(refusal.available ?? 0) });
      case 'INVALID_AMOUNT':
      case 'INVALID_INPUT':
        return t('INVALID_AMOUNT', { minimum: won(state.minimumNext) });
      case 'RATE_LIMITED':
        return t('RATE_LIMITED', { seconds: refusal.retryAfterSeconds ?? 1 });
      case 'AUCTION_ENDED':
      case 'AUCTION_NOT_ACTIVE':
      case 'BUSY':
      case 'BUY_NOW_UNAVAILABLE':
      case 'FORBIDDEN':
      case 'HAS_BIDS':
      case 'IDEMPOTENCY_MISMATCH':
      case 'NOT_FOUND':
      case 'OWN_AUCTION':
      case 'UNAUTHENTICATED':
        return t(refusal.code);
      case 'OTHER_ACCOUNT':
      case 'OUTDATED':
      case 'UNREACHABLE':
        return ofFault(refusal, true);
      // What only other doors of the product answer.
      case 'ALREADY_TAKEN':
      case 'BAD_CREDENTIALS':
      case 'BALANCE_LIMIT':
      case 'TOO_LARGE':
      case 'UNSUPPORTED_MEDIA':
        return t('OTHER');
      default:
        return refusal satisfies never;
    }
  };
}
