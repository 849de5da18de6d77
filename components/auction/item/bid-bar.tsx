'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { ActionForm } from '@/components/action/action-form';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { useLazyComponent } from '@/components/ui/use-lazy-component';
import { canBid } from '@/lib/bidding/bid-amount';
import { formatWon } from '@/lib/format/money';
import { newKey } from '@/lib/idempotency-key';
import { BID_FIELDS } from './auction-actions';
import { ruleOf } from './bid-box';
import { BidButton, BidFields, BidForm, MoneyNote } from './bid-form';
import { useBidForm } from './bid-form-provider';
import { BidRefusal } from './bid-refusal';
import { BuyNow } from './buy-now';
import { useAuction } from './live-auction-provider';
import { PriceInBar } from './price-in-bar';
import { AuctionClock } from './price-panel';
import { StopPlace } from './stop-place';

const loadSheet = () => import('./change-sheet').then((module) => module.ChangeSheet);

/** The bid bar of a phone, in reach of the thumb: one button bids the amount that it names, another opens the sheet. */
export function BidBar() {
  const { auction, state, phase, standing } = useAuction();
  if (phase !== 'running' || standing === 'seller') return null;
  // `BuyNow` takes its place then.
  if (!canBid(ruleOf(auction, state))) return null;
  return (
    <div className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface px-4 pt-3 pb-safe shadow-floating md:hidden">
      <PriceInBar />
      {standing === 'visitor' ? <VisitorBar /> : <BidderBar />}
    </div>
  );
}

function VisitorBar() {
  const t = useTranslations('bid.form');
  const here = usePathname();
  return (
    <Button asChild size="lg" block>
      <Link href={`/login?${new URLSearchParams({ next: here })}`}>{t('login')}</Link>
    </Button>
  );
}

function BidderBar() {
  const { box, bidding, submit, amountText } = useBidForm();
  return (
    <ActionForm of={bidding} onSend={submit} showsFault className="flex flex-col gap-2">
      {/* Without a script the form above says so already. */}
      <div className="[@media(scripting:none)]:hidden">
        <BidRefusal />
      </div>
      <MoneyLine />
      <input type="hidden" name={BID_FIELDS.amount} value={amountText} />
      <input type="hidden" name={BID_FIELDS.mode} value={box.mode} />
      <BidFields />
      <div className="flex gap-2.5">
        <ChangeButton />
        {/* A person who has a maximum changes it in the sheet, which says what the change does. */}
        {box.ownMaximum === null ? <BidButton size="lg" className="min-w-0 flex-1" /> : null}
      </div>
    </ActionForm>
  );
}

/** Says what happens to the money, and what has happened to the viewer's bid while the status box is out of sight. */
function MoneyLine() {
  const t = useTranslations('bid.form');
  const auto = useTranslations('bid.auto');
  const locale = useLocale();
  const words = useTranslations('auction.status');
  const { standing, ownBid, neverHeld } = useAuction();
  const { box, counterbid, amount, spendable } = useBidForm();
  if (spendable === null) return null;
  const won = (figure: number) => formatWon(figure, locale);
  const wanted = amount ?? box.suggested;
  // The money that the auction holds counts towards a higher bid, but nobody can spend it meanwhile.
  const free = spendable - box.held;
  return (
    <p data-standing-sign className="num text-xs whitespace-normal text-soft">
      {standing === 'leading' ? <b className="text-brand">{words('leadingShort')} · </b> : null}
      {standing === 'outbid' && ownBid !== null && !counterbid ? (
        <span className="mb-0.5 flex justify-between gap-3 text-live">
          <b className="shrink-0">{words('outbidShort')}</b>
          {words(neverHeld ? 'neverHeld' : 'outbidMoney', { amount: won(ownBid) })}
        </span>
      ) : null}
      {wanted > spendable
        ? t('moneyShortMissing', { spendable: won(free), missing: won(wanted - spendable) })
        : box.ownMaximum !== null
          ? auto('moneyShort', { maximum: won(box.ownMaximum), left: won(free) })
          : standing === 'leading'
            ? t('moneyShortLeading', { locked: won(box.held), left: won(free) })
            : t('moneyShort', { spendable: won(spendable), amount: won(wanted) })}
    </p>
  );
}

/** Opens the sheet, which is fetched when it is first wanted. The sheet closes by itself once a bid was placed. */
function ChangeButton() {
  const t = useTranslations('bid.form');
  const { box, placed } = useBidForm();
  const isOnly = box.ownMaximum !== null;
  const button = useRef<HTMLButtonElement>(null);
  const [openedAt, setOpenedAt] = useState<number | null>(null);
  const [wanted, setWanted] = useState(false);
  const [keys] = useState(() => ({ stopAutoBid: newKey(), buyNow: newKey() }));
  const ChangeSheet = useLazyComponent(loadSheet, {
    wanted,
    failed: () => setWanted(false),
  });
  return (
    <>
      <Button
        ref={button}
        variant="outline"
        size="lg"
        className={cn('shrink-0 px-4 [@media(scripting:none)]:hidden', isOnly && 'flex-1')}
        onPointerDown={() => loadSheet().catch(() => undefined)}
        onClick={() => {
          setWanted(true);
          setOpenedAt(placed);
        }}
      >
        {t(isOnly ? 'openMaximum' : 'change')}
      </Button>
      {ChangeSheet ? (
        <ChangeSheet
          open={openedAt === placed}
          onOpenChange={(open) => setOpenedAt(open ? placed : null)}
          opener={button}
          clock={<AuctionClock />}
        >
          <BidForm noteId="bid-money-sheet" />
          <MoneyNote id="bid-money-sheet" />
          <StopPlace firstKey={keys.stopAutoBid} />
          <BuyNow firstKey={keys.buyNow} isOnlyWay={false} />
        </ChangeSheet>
      ) : null}
    </>
  );
}
