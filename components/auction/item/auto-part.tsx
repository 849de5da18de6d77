import { Lock, Zap } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Callout } from '@/components/ui/callout';
import { Slider } from '@/components/ui/slider';
import { highestBid } from '@/lib/bidding/bid-amount';
import { formatWon } from '@/lib/format/money';
import { heldMore } from './bid-box';
import { useBidForm } from './bid-form-provider';
import { useAuction } from './live-auction-provider';

/**
 * The part of the bid box for automatic bids alone: a slider that ends below the buy-now price, and sentences about the bid's
 * effect now, later, and on the money.
 */
export function AutoPart({ noteId }: { noteId: string }) {
  return (
    <>
      <MaximumSlider />
      <AutoNote id={noteId} />
    </>
  );
}

function MaximumSlider() {
  const t = useTranslations('bid.auto');
  const locale = useLocale();
  const { auction } = useAuction();
  const { box, amount, chooseAmount } = useBidForm();
  const { rule, suggested } = box;
  const highest = highestBid(rule);
  if (auction.instantPrice === null || highest <= rule.minimumNext) return null;
  const value = Math.min(amount ?? suggested, highest);
  return (
    <div className="max-md:[@media(max-height:40rem)]:hidden [@media(scripting:none)]:hidden">
      <Slider
        aria-label={t('slider')}
        aria-valuetext={formatWon(value, locale)}
        min={rule.minimumNext}
        max={highest}
        step={rule.bidUnit}
        value={value}
        onValueChange={chooseAmount}
      />
      <p className="num flex justify-between gap-3 text-xs text-soft">
        <span>{formatWon(rule.minimumNext, locale)}</span>
        <span className="flex items-center gap-1">
          <Zap aria-hidden className="size-3.5" />
          {t('buyInstead', { amount: formatWon(auction.instantPrice, locale) })}
        </span>
      </p>
    </div>
  );
}

function AutoNote({ id }: { id: string }) {
  const t = useTranslations('bid.auto');
  const bidWords = useBidWords();
  const moneyWords = useMoneyWords();
  return (
    <Callout
      id={id}
      icon={<Lock aria-hidden />}
      className="max-md:[@media(max-height:40rem)]:py-2 max-md:[@media(max-height:40rem)]:text-xs"
    >
      <p className="text-ink">{bidWords}</p>
      <p>{moneyWords}</p>
      <p className="max-md:[@media(max-height:40rem)]:hidden">{t('secret')}</p>
    </Callout>
  );
}

const tags = {
  now: (words: ReactNode) => <b className="num">{words}</b>,
  held: (words: ReactNode) => <b className="num text-amber!">{words}</b>,
};

/** The effect of the automatic bid now and later. */
function useBidWords(): ReactNode {
  const t = useTranslations('bid.auto');
  const locale = useLocale();
  const { state, standing } = useAuction();
  const { box, amount } = useBidForm();
  const leads = standing === 'leading';
  const maximum = amount ?? box.suggested;
  const bid = leads ? state.price : state.minimumNext;
  const words = leads ? (maximum > bid ? 'stays' : 'staysOnly') : maximum > bid ? 'now' : 'nowOnly';
  return t.rich(words, { ...tags, bid: formatWon(bid, locale), maximum: formatWon(maximum, locale) });
}

/** The effect of the automatic bid on the viewer's money. */
function useMoneyWords(): ReactNode {
  const t = useTranslations('bid.auto');
  const locale = useLocale();
  const { box, amount, spendable } = useBidForm();
  const won = (figure: number) => formatWon(figure, locale);
  const maximum = amount ?? box.suggested;
  if (spendable === null) return null;
  if (maximum > spendable) {
    const missing = won(maximum - spendable);
    return t.rich('missing', { ...tags, free: won(spendable - box.held), missing });
  }
  if (box.held === 0) return t.rich('holds', { ...tags, maximum: won(maximum) });
  const more = heldMore(box, maximum);
  if (more === 0) return t.rich('held', { ...tags, locked: won(box.held) });
  const words = more > 0 ? 'holdsMore' : 'frees';
  return t.rich(words, { ...tags, locked: won(box.held), change: won(Math.abs(more)) });
}
