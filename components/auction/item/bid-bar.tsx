'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { ActionForm } from '@/components/action/action-form';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { useLazyComponent } from '@/components/ui/use-lazy-component';
import { canBid } from '@/lib/bidding/bid-amount';
import { formatWon } from '@/lib/format/money';
import { BID_FIELDS } from './auction-actions';
import { BidButton, BidFields } from './bid-form';
import { ruleOf, useBidForm } from './bid-form-provider';
import { BidRefusal } from './bid-refusal';
import { useAuction } from './live-auction-provider';

const loadSheet = () => import('./change-sheet').then((module) => module.ChangeSheet);

/** The bid bar of a phone, in reach of the thumb: one button bids the amount that it names, another opens the sheet. */
export function BidBar() {
  const { auction, state, phase, standing } = useAuction();
  if (phase !== 'running' || standing === 'seller') return null;
  // `BuyNow` takes its place then.
  if (!canBid(ruleOf(auction, state))) return null;
  return (
    <div className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface px-4 pt-3 pb-safe shadow-floating md:hidden">
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
  const { bidding, submit, amountText } = useBidForm();
  return (
    <ActionForm of={bidding} onSend={submit} showsFault className="flex flex-col gap-2">
      {/* Without a script the form above says so already. */}
      <div className="[@media(scripting:none)]:hidden">
        <BidRefusal />
      </div>
      <MoneyLine />
      <input type="hidden" name={BID_FIELDS.amount} value={amountText} />
      <BidFields />
      <div className="flex gap-2.5">
        <ChangeButton />
        <BidButton size="lg" className="min-w-0 flex-1" />
      </div>
    </ActionForm>
  );
}

/** Says what happens to the money, and what has happened to the viewer's bid while the status box is out of sight. */
function MoneyLine() {
  const t = useTranslations('bid.form');
  const locale = useLocale();
  const words = useTranslations('auction.status');
  const { state, standing, ownBid } = useAuction();
  const { amount, spendable } = useBidForm();
  if (spendable === null) return null;
  const won = (figure: number) => formatWon(figure, locale);
  const wanted = amount ?? state.minimumNext;
  // The viewer's own bid counts towards a higher one, but nobody can spend it meanwhile.
  const free = standing === 'leading' ? spendable - state.price : spendable;
  return (
    <p data-standing-sign className="num text-xs whitespace-normal text-soft">
      {standing === 'leading' ? <b className="text-brand">{words('leadingShort')} · </b> : null}
      {standing === 'outbid' && ownBid !== null ? (
        <span className="mb-0.5 flex justify-between gap-3 text-live">
          <b>{words('outbid')}</b>
          {words('outbidMoney', { amount: won(ownBid) })}
        </span>
      ) : null}
      {wanted > spendable
        ? t('moneyShortMissing', { spendable: won(free), missing: won(wanted - spendable) })
        : standing === 'leading'
          ? t('moneyShortLeading', { locked: won(state.price), left: won(free) })
          : t('moneyShort', { spendable: won(spendable), amount: won(wanted) })}
    </p>
  );
}

/** Opens the sheet, which is fetched when it is first wanted. The sheet closes by itself once a bid was placed. */
function ChangeButton() {
  const t = useTranslations('bid.form');
  const { placed } = useBidForm();
  const button = useRef<HTMLButtonElement>(null);
  const [openedAt, setOpenedAt] = useState<number | null>(null);
  const [wanted, setWanted] = useState(false);
  const common = useTranslations('common');
  const ChangeSheet = useLazyComponent(loadSheet, {
    wanted,
    failed: () => {
      setWanted(false);
      toast.error(common('unreachable'));
    },
  });
  return (
    <>
      <Button
        ref={button}
        variant="outline"
        size="lg"
        className="shrink-0 px-4 [@media(scripting:none)]:hidden"
        onPointerDown={() => loadSheet().catch(() => undefined)}
        onClick={() => {
          setWanted(true);
          setOpenedAt(placed);
        }}
      >
        {t('change')}
      </Button>
      {ChangeSheet ? (
        <ChangeSheet
          open={openedAt === placed}
          onOpenChange={(open) => setOpenedAt(open ? placed : null)}
          opener={button}
        />
      ) : null}
    </>
  );
}
