'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { Spinner } from '@/components/ui/spinner';
import { formatWon } from '@/lib/format/money';
import { formatMoment } from '@/lib/format/time';
import { useServerNow } from '@/lib/live/server-clock';
import { useBidForm } from './bid-form-provider';
import { useAuction } from './live-auction-provider';

type Status = {
  tone: 'brand' | 'live' | 'amber' | 'neutral';
  title: string;
  note?: string;
  action?: { href: string; label: string };
};

const TONES = {
  brand: 'bg-brand-tint text-brand',
  live: 'bg-live-tint text-live-deep',
  amber: 'bg-amber-tint text-amber',
  neutral: 'bg-sunken text-ink',
} as const;

/** Says how the viewer stands in the auction and where their money is; nothing if neither applies. */
export function StatusBox() {
  const t = useTranslations('auction.status');
  const locale = useLocale();
  const { box, sending } = useBidForm();
  const status = useStatus();

  if (sending !== null) {
    return (
      <p
        role="status"
        className="flex min-h-12 items-center gap-2.5 rounded-md bg-sunken px-3.5 py-3 text-sm font-semibold"
      >
        <Spinner />
        {t(box.mode === 'auto' ? 'sendingMaximum' : 'sending', { amount: formatWon(sending, locale) })}
      </p>
    );
  }
  if (!status) return null;
  return (
    <div
      data-standing-sign
      className={cn(
        'flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-0.5 rounded-md px-3.5 py-3 text-sm',
        TONES[status.tone],
      )}
    >
      <p className="font-bold">{status.title}</p>
      {status.note ? <p className="num whitespace-normal">{status.note}</p> : null}
      {status.action ? (
        <Link
          href={status.action.href}
          className="-my-3 inline-flex min-h-11 items-center font-bold underline underline-offset-4"
        >
          {status.action.label}
        </Link>
      ) : null}
    </div>
  );
}

function useStatus(): Status | null {
  const t = useTranslations('auction.status');
  const locale = useLocale();
  const { auction, state, phase, standing, ownBid, neverHeld } = useAuction();
  const { box, counterbid } = useBidForm();
  const now = useServerNow(state.serverTime);
  const price = formatWon(state.price, locale);
  const own = ownBid === null ? null : formatWon(ownBid, locale);
  const similar = { href: auction.similarHref, label: t('similar') };
  const removed: Status = {
    tone: 'neutral',
    title: t('removed'),
    note: t('removedNote'),
    action: { href: '/notifications', label: t('toNotifications') },
  };
  const relist = { href: `/auctions/new?from=${auction.id}`, label: t('relist') };

  // The page says why it was removed; there is nothing to do.
  if (auction.removed) return null;
  switch (phase) {
    case 'upcoming': {
      const time = formatMoment(auction.startTime, { now, locale });
      const note = standing === 'seller' ? t('sellerNoBids') : t('upcomingNote');
      return { tone: 'neutral', title: t('upcoming', { time }), note };
    }
    case 'closing':
      return { tone: 'amber', title: t('closing') };
    case 'cancelled':
      // A seller can cancel only before the first bid.
      if (standing === 'seller' && state.bidCount > 0) return removed;
      if (standing === 'seller') return { tone: 'neutral', title: t('cancelled'), action: relist };
      return {
        tone: 'neutral',
        title: t('cancelled'),
        note: own ? t('cancelledNote') : undefined,
        action: similar,
      };
    case 'unsold':
      if (standing !== 'seller') return { tone: 'neutral', title: t('unsold'), action: similar };
      return { tone: 'neutral', title: t('unsold'), note: t('sellerUnsold'), action: relist };
    case 'sold':
      if (standing === 'won') {
        return { tone: 'brand', title: t('won'), note: t('wonMoney', { amount: price }) };
      }
      if (standing === 'lost')
        return { tone: 'neutral', title: t('lost'), note: t('lostMoney'), action: similar };
      if (standing === 'seller') {
        return {
          tone: 'brand',
          title: t('sold', { amount: price }),
          note: t('sellerSold', { amount: price }),
        };
      }
      return { tone: 'neutral', title: t('sold', { amount: price }), action: similar };
    case 'running':
      if (standing === 'leading') {
        const note = t(box.ownMaximum === null ? 'leadingMoney' : 'leadingMaximum', {
          amount: formatWon(box.held, locale),
        });
        return { tone: 'brand', title: t('leading'), note };
      }
      if (counterbid) {
        return { tone: 'amber', title: t('counterbid'), note: t('counterbidMoney') };
      }
      if (standing === 'outbid' && own) {
        return {
          tone: 'live',
          title: t('outbid'),
          note: t(neverHeld ? 'neverHeld' : 'outbidMoney', { amount: own }),
        };
      }
      if (standing === 'seller') {
        const note = state.bidCount === 0 ? t('sellerNoBids') : t('sellerBids', { amount: price });
        return { tone: 'neutral', title: t('sellerRunning'), note };
      }
      return null;
    default:
      return phase satisfies never;
  }
}
