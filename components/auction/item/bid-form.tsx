'use client';

import { Lock } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/action/action-form';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { MoneyInput } from '@/components/ui/money-input';
import { raisedBy } from '@/lib/bidding/bid-amount';
import { needsConfirmation } from '@/lib/bidding/large-bid';
import { amountInWords } from '@/lib/format/amount-in-words';
import { formatWon, groupDigits } from '@/lib/format/money';
import { BID_FIELDS } from './auction-actions';
import { ruleOf, useBidForm } from './bid-form-provider';
import { BidRefusal, depositHref } from './bid-refusal';
import { useAuction } from './live-auction-provider';

const QUICK_STEPS = [1, 5, 10];

/**
 * The form of a bid: amount, quick steps, and the button that names the amount.
 *
 * @param noteId  the id of the `MoneyNote` beside it, which says what happens to the money
 */
export function BidForm({ noteId }: { noteId: string }) {
  const t = useTranslations('bid.form');
  const locale = useLocale();
  const { auction, state } = useAuction();
  const { amount, amountText, typeAmount, chooseAmount, bidding, submit, refusal } = useBidForm();
  const rule = ruleOf(auction, state);
  return (
    <ActionForm
      of={bidding}
      onSend={submit}
      showsFault
      aria-label={t('label')}
      className="flex flex-col gap-3"
    >
      <BidRefusal />
      <AskedByServer />
      <MoneyInput
        size="lg"
        name={BID_FIELDS.amount}
        value={amountText}
        onValueChange={typeAmount}
        aria-label={t('amount')}
        aria-describedby={noteId}
        aria-invalid={refusal ? true : undefined}
        enterKeyHint="go"
        leading={t('amount')}
      />
      {/* Without a script these buttons would do nothing. */}
      <div className="grid grid-cols-3 gap-2 [@media(scripting:none)]:hidden">
        {QUICK_STEPS.map((units) => (
          <Button
            key={units}
            variant="outline"
            className="num px-2"
            aria-label={t('step', { amount: formatWon(units * auction.bidUnit, locale) })}
            disabled={amount === null && amountText !== ''}
            onClick={() => chooseAmount(raisedBy(units, amount, rule))}
          >
            +{groupDigits(units * auction.bidUnit)}
          </Button>
        ))}
      </div>
      <BidFields />
      <BidButton size="xl" />
    </ActionForm>
  );
}

/** The hidden fields of every form of a bid. */
export function BidFields() {
  const { askedByServer } = useBidForm();
  const { state } = useAuction();
  return (
    <>
      <input type="hidden" name={BID_FIELDS.seenPrice} value={state.price} />
      {askedByServer === null ? null : (
        <input type="hidden" name={BID_FIELDS.confirmed} value={askedByServer} />
      )}
    </>
  );
}

/** The button that names the amount. It becomes a link to the wallet when the money does not suffice. */
export function BidButton({ size, className }: { size: 'lg' | 'xl'; className?: string }) {
  const t = useTranslations('bid.form');
  const locale = useLocale();
  const here = usePathname();
  const { auction, standing } = useAuction();
  const { amount, sending, spendable } = useBidForm();
  const missing = amount === null || spendable === null ? 0 : amount - spendable;
  if (missing > 0) {
    return (
      <Button asChild size={size} block className={className}>
        <Link href={depositHref(missing, here)}>
          <span className="num">{t('deposit', { missing: formatWon(missing, locale) })}</span>
        </Link>
      </Button>
    );
  }
  const variant = standing === 'leading' ? 'outline' : auction.isNational ? 'live' : 'brand';
  return (
    <Button
      type="submit"
      variant={variant}
      size={size}
      block
      loading={sending !== null}
      className={className}
    >
      <span className="num">
        {amount === null
          ? t('submitPlain')
          : t(standing === 'leading' ? 'raise' : 'submit', { amount: formatWon(amount, locale) })}
      </span>
    </Button>
  );
}

/** Says how much can be spent, and how much this bid would hold. */
export function MoneyNote({ id }: { id: string }) {
  const t = useTranslations('bid.form');
  const locale = useLocale();
  const { state, standing } = useAuction();
  const { amount, spendable } = useBidForm();
  if (spendable === null) return null;
  const locked = standing === 'leading' ? state.price : 0;
  const wanted = amount ?? state.minimumNext;
  const tags = {
    free: (words: ReactNode) => <b className="num">{words}</b>,
    held: (words: ReactNode) => <b className="num text-amber!">{words}</b>,
  };
  const won = (figure: number) => formatWon(figure, locale);
  return (
    <Callout id={id} icon={<Lock aria-hidden />}>
      {wanted > spendable
        ? t.rich(locked > 0 ? 'depositNoteLeading' : 'depositNote', {
            ...tags,
            spendable: won(spendable - locked),
            locked: won(locked),
            missing: won(wanted - spendable),
          })
        : locked > 0
          ? t.rich('moneyLeading', {
              ...tags,
              locked: won(locked),
              amount: won(wanted),
              left: won(spendable - wanted),
            })
          : t.rich('money', { ...tags, spendable: won(spendable), amount: won(wanted) })}
    </Callout>
  );
}

/** The question of the server where no script runs: the same button confirms. */
function AskedByServer() {
  const t = useTranslations('bid.confirm');
  const locale = useLocale();
  const { askedByServer } = useBidForm();
  const { state } = useAuction();
  if (askedByServer === null || !needsConfirmation(askedByServer, state.price)) return null;
  return (
    <Callout tone="amber" role="alert">
      <b>{t('again')}</b>{' '}
      {t.rich('words', {
        words: (chunks) => <b>{chunks}</b>,
        inWords: amountInWords(askedByServer, locale),
        price: formatWon(state.price, locale),
        over: formatWon(askedByServer - state.price, locale),
      })}
    </Callout>
  );
}
