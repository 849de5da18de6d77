'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { useLazyComponent } from '@/components/ui/use-lazy-component';
import { canBid } from '@/lib/bidding/bid-amount';
import { formatWon } from '@/lib/format/money';
import { Announcer } from './announcer';
import { BidBar } from './bid-bar';
import { ruleOf } from './bid-box';
import { BidForm, MoneyNote } from './bid-form';
import { useBidForm } from './bid-form-provider';
import { BuyNow } from './buy-now';
import { useAuction } from './live-auction-provider';
import { SellerPanel } from './seller-panel';
import { StatusBox } from './status-box';
import { StopPlace } from './stop-place';

const loadLargeBidDialog = () => import('./large-bid-dialog').then((module) => module.LargeBidDialog);

/** The idempotency keys of the first attempts, made by the server. */
export type ActionKeys = { stopAutoBid: string; buyNow: string; close: string; cancel: string };

/** The actions of the viewer, below the price: bid, buy, log in, or look after their own item. */
export function BidPanel({ keys }: { keys: ActionKeys }) {
  const { auction, state, phase, standing } = useAuction();
  const { asking, stopAsking } = useBidForm();
  const LargeBidDialog = useLazyComponent(loadLargeBidDialog, {
    wanted: asking !== null,
    failed: stopAsking,
  });
  const open = phase === 'running';
  const isBidder = open && standing !== 'seller' && standing !== 'visitor';
  const takesBids = canBid(ruleOf(auction, state));
  const bids = isBidder && takesBids;
  return (
    <div className="flex flex-col gap-3">
      <StatusBox />
      {open && takesBids && standing === 'visitor' ? <VisitorPanel /> : null}
      {bids ? (
        // On a phone the bar at the bottom replaces it, but that needs a script to change the amount.
        <div className="flex flex-col gap-3 max-md:hidden [@media(scripting:none)]:flex">
          <BidForm noteId="bid-money" />
          <StopPlace firstKey={keys.stopAutoBid} />
        </div>
      ) : null}
      {open && standing !== 'seller' && !takesBids ? <NoBidLeft /> : null}
      <BuyNow firstKey={keys.buyNow} isOnlyWay={!takesBids} />
      {bids ? (
        <div className="max-md:hidden [@media(scripting:none)]:block">
          <MoneyNote id="bid-money" />
        </div>
      ) : null}
      {standing === 'seller' ? <SellerPanel keys={keys} /> : null}
      {LargeBidDialog ? <LargeBidDialog /> : null}
      <BidBar />
      <Announcer />
    </div>
  );
}

/** Takes the place of the form where no bid is possible: the form could only offer amounts that are refused. */
function NoBidLeft() {
  const t = useTranslations('bid.form');
  const locale = useLocale();
  const { instantPrice } = useAuction().auction;
  return (
    <Callout role="status">
      {instantPrice === null
        ? t('limitReached')
        : t('noneLeft', { instantPrice: formatWon(instantPrice, locale) })}
    </Callout>
  );
}

function VisitorPanel() {
  const t = useTranslations('bid.form');
  const locale = useLocale();
  const next = new URLSearchParams({ next: usePathname() });
  const { state } = useAuction();
  return (
    <>
      <Button asChild size="xl" block className="max-md:hidden">
        <Link href={`/login?${next}`}>{t('login')}</Link>
      </Button>
      <Callout>
        {t('loginNote', { amount: formatWon(state.minimumNext, locale) })}{' '}
        <Link
          href={`/signup?${next}`}
          className="font-bold whitespace-nowrap text-brand underline underline-offset-4"
        >
          {t('signup')}
        </Link>
      </Callout>
    </>
  );
}
