'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ReloadButton, useFaultWords } from '@/components/action/fault-callout';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { FormAlert } from '@/components/ui/form-alert';
import { formatWon } from '@/lib/format/money';
import { personName } from '@/lib/format/person-name';
import { type BidFormRefusal, type Counterbid, useBidForm } from './bid-form-provider';
import { useAuction } from './live-auction-provider';
import { tooLow } from './too-low';

const LINK_CLASSES = 'ml-1 inline-flex font-bold underline underline-offset-4';

/** Says why a bid was refused and what to do now. The field holds the amount that would be taken. Spoken at once. */
export function BidRefusal() {
  const { box, overtaken, counterbid, seenMinimum } = useBidForm();
  const refusal = useStandingRefusal();
  const shown: BidFormRefusal | null =
    refusal ?? (overtaken ? { code: 'BID_TOO_LOW', minimum: box.rule.minimumNext } : null);
  const message = useBidRefusalMessage();
  return (
    <FormAlert tone={refusal ? 'live' : 'amber'}>
      {shown ? (
        <RefusalAction refusal={shown}>{message(shown, refusal ? seenMinimum : 0)}</RefusalAction>
      ) : counterbid ? (
        <CounterbidWords {...counterbid} />
      ) : null}
    </FormAlert>
  );
}

/** Says that the bid was accepted and does not lead, who answered it, and the next amount, which the field holds. */
function CounterbidWords({ leader, price, attemptId }: Counterbid) {
  const receiptLink = useReceiptLink();
  const t = useTranslations('bid.auto');
  const locale = useLocale();
  const { state } = useAuction();
  return (
    <>
      {t('counterbid', {
        name: leader ? personName(leader) : '',
        price: formatWon(price, locale),
        minimum: formatWon(state.minimumNext, locale),
      })}
      {receiptLink(attemptId)}
    </>
  );
}

/**
 * Makes the link to the receipt of an attempt: when it arrived, when it was decided, and why.
 *
 * @returns a function of the attempt's id, that returns null where nothing was decided
 */
export function useReceiptLink(): (attemptId: string | null | undefined) => ReactNode {
  const t = useTranslations('bid.form');
  return (attemptId) =>
    attemptId ? (
      <Link href={`/receipts/${attemptId}`} prefetch={false} className={LINK_CLASSES}>
        {t('receipt')}
      </Link>
    ) : null;
}

/** The attempt of a refusal that was decided on the server. */
export function attemptOf(refusal: BidFormRefusal): string | undefined {
  return 'attemptId' in refusal ? refusal.attemptId : undefined;
}

/** The last refusal with the present figures; null once they no longer rule the bid out. */
function useStandingRefusal(): BidFormRefusal | null {
  const { refusal, amount, spendable } = useBidForm();
  if (refusal?.code !== 'INSUFFICIENT_BALANCE' || spendable === null) return refusal;
  return amount !== null && amount <= spendable ? null : { ...refusal, available: spendable };
}

function RefusalAction({ refusal, children }: { refusal: BidFormRefusal; children: ReactNode }) {
  const t = useTranslations('bid.form');
  const here = usePathname();
  const { amount, bidding } = useBidForm();
  const receiptLink = useReceiptLink();
  const locale = useLocale();
  if (refusal.code === 'UNAUTHENTICATED') {
    return (
      <>
        {children}
        <Link href={`/login?${new URLSearchParams({ next: here })}`} className={LINK_CLASSES}>
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
    const missing = amount - refusal.available;
    if (missing > 0) {
      return (
        <>
          {children}
          <Link href={depositHref(missing, here)} className={LINK_CLASSES}>
            {t('deposit', { missing: formatWon(missing, locale) })}
          </Link>
          {receiptLink(attemptOf(refusal))}
        </>
      );
    }
  }
  return (
    <>
      {children}
      {receiptLink(attemptOf(refusal))}
    </>
  );
}

/** The address of the wallet with the missing amount filled in; it leads back here afterwards. */
export function depositHref(missing: number, returnTo: string): string {
  return `/wallet?${new URLSearchParams({ deposit: String(missing), next: returnTo })}`;
}

/**
 * A refusal in words: sentences with figures that only this auction knows, and the common ones for the rest.
 *
 * @returns a function of the refusal and the smallest amount that the person saw when they pressed; null where it is unknown
 */
export function useBidRefusalMessage(): (refusal: BidFormRefusal, seenMinimum?: number | null) => string {
  const t = useTranslations('bid.refusal');
  const locale = useLocale();
  const { auction, state, standing } = useAuction();
  const { box } = useBidForm();
  const isMaximum = box.mode === 'auto';
  const ofFault = useFaultWords();
  const ofRefusal = useRefusalMessage('bid.refusal');
  const won = (amount: number) => formatWon(amount, locale);

  return (refusal, seenMinimum = null) => {
    switch (refusal.code) {
      case 'BID_TOO_LOW': {
        if (isMaximum && standing === 'leading') {
          return t('MAXIMUM_TOO_LOW', { minimum: won(Math.max(refusal.minimum, state.price)) });
        }
        const figures = { refused: refusal.minimum, seenMinimum };
        const { minimum, price } = tooLow(figures, { ...auction, minimumNext: state.minimumNext });
        if (price === null) return t('TOO_LOW', { minimum: won(minimum) });
        return t('BID_TOO_LOW', { price: won(price), minimum: won(minimum) });
      }
      case 'BID_NOT_ON_STEP':
        return t(isMaximum ? 'MAXIMUM_NOT_ON_STEP' : 'BID_NOT_ON_STEP', {
          unit: won(auction.bidUnit),
          nearest: won(refusal.nearest),
        });
      case 'INVALID_AMOUNT':
      case 'INVALID_INPUT':
        return t('INVALID_AMOUNT', { minimum: won(state.minimumNext) });
      case 'OTHER_ACCOUNT':
      case 'OUTDATED':
      case 'UNREACHABLE':
        return ofFault(refusal, true);
      default:
        return ofRefusal(refusal).summary ?? '';
    }
  };
}
