'use client';

import { Lock } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/action/action-form';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { cn } from '@/components/ui/cn';
import { MoneyInput } from '@/components/ui/money-input';
import { Segment, Segmented } from '@/components/ui/segmented';
import { useLazyComponent } from '@/components/ui/use-lazy-component';
import { raisedBy } from '@/lib/bidding/bid-amount';
import { needsConfirmation } from '@/lib/bidding/large-bid';
import { amountInWords } from '@/lib/format/amount-in-words';
import { formatWon, groupDigits } from '@/lib/format/money';
import { BID_FIELDS, BID_MODES } from './auction-actions';
import { useBidForm } from './bid-form-provider';
import { BidRefusal, depositHref } from './bid-refusal';
import { useAuction } from './live-auction-provider';

const loadAutoPart = () => import('./auto-part').then((module) => module.AutoPart);

const QUICK_STEPS = [1, 5, 10];

const SUBMIT_WORDS = { once: 'submit', auto: 'submitAuto' } as const;

/**
 * The form of a bid: amount, quick steps, and the button that names the amount.
 *
 * @param noteId  the id of the `MoneyNote` beside it, which says what happens to the money
 */
export function BidForm({ noteId }: { noteId: string }) {
  const t = useTranslations('bid.form');
  const locale = useLocale();
  const { auction } = useAuction();
  const { box, chooseMode, amount, amountText, typeAmount, chooseAmount, bidding, submit, refusal } =
    useBidForm();
  const { mode, rule, ownMaximum, suggested } = box;
  // A leader who changes nothing reads in the status box what their maximum does.
  const isNew = mode === 'auto' && amount !== ownMaximum;
  const AutoPart = useLazyComponent(loadAutoPart, {
    wanted: isNew,
    failed: () => chooseMode('once'),
  });
  const fieldName = t(mode === 'auto' ? 'maximum' : 'amount');
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
      {ownMaximum === null ? <ModeChoice /> : <input type="hidden" name={BID_FIELDS.mode} value={mode} />}
      <MoneyInput
        size="lg"
        name={BID_FIELDS.amount}
        value={amountText}
        onValueChange={typeAmount}
        aria-label={fieldName}
        aria-describedby={noteId}
        aria-invalid={refusal ? true : undefined}
        enterKeyHint="go"
        leading={fieldName}
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
            onClick={() => chooseAmount(raisedBy(units, amount ?? suggested, rule))}
          >
            +{groupDigits(units * auction.bidUnit)}
          </Button>
        ))}
      </div>
      {AutoPart && isNew ? <AutoPart noteId={noteId} /> : null}
      <BidFields />
      {/* In a sheet that is higher than the screen it stays in reach. */}
      <BidButton size="xl" className="max-md:sticky max-md:bottom-0 [@media(scripting:none)]:hidden" />
      <PlainButton />
    </ActionForm>
  );
}

/** Chooses what the one field holds. Nothing is sent by it. */
function ModeChoice() {
  const t = useTranslations('bid.auto');
  const { box, chooseMode, sending } = useBidForm();
  return (
    <div role="radiogroup" aria-label={t('modes')}>
      <Segmented>
        {BID_MODES.map((mode) => (
          <Segment
            key={mode}
            name={BID_FIELDS.mode}
            value={mode}
            checked={box.mode === mode}
            disabled={sending !== null}
            onChange={() => chooseMode(mode)}
          >
            {t(mode)}
          </Segment>
        ))}
      </Segmented>
      <p className="mt-2 hidden text-sm text-soft [@media(scripting:none)]:block">{t('plain')}</p>
    </div>
  );
}

/** The hidden fields of every form of a bid. */
export function BidFields() {
  const { askedByServer, box } = useBidForm();
  const { state } = useAuction();
  return (
    <>
      <input type="hidden" name={BID_FIELDS.seenPrice} value={state.price} />
      <input type="hidden" name={BID_FIELDS.seenHeld} value={box.held} />
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
  const { box, bidding, amount, sending, spendable } = useBidForm();
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
  const raises = box.mode === 'once' && standing === 'leading';
  return (
    <Button
      type="submit"
      variant={raises ? 'outline' : auction.isNational ? 'live' : 'brand'}
      size={size}
      block
      loading={sending !== null}
      // A person who got no answer may press again, although the page may show by now that it was done.
      disabled={amount !== null && amount === box.ownMaximum && bidding.fault === null}
      className={cn('px-3 whitespace-normal', className)}
    >
      <span className="num leading-tight text-balance whitespace-normal">
        {amount === null
          ? t('submitPlain')
          : t(box.ownMaximum !== null ? 'changeMaximum' : raises ? 'raise' : SUBMIT_WORDS[box.mode], {
              amount: formatWon(amount, locale),
            })}
      </span>
    </Button>
  );
}

/** Where no script runs, the words of a button cannot follow the field: this one names neither an amount nor a mode. */
function PlainButton() {
  const t = useTranslations('bid.form');
  const { box } = useBidForm();
  return (
    <Button type="submit" size="xl" block className="hidden [@media(scripting:none)]:flex">
      {t(box.ownMaximum === null ? 'submitPlain' : 'openMaximum')}
    </Button>
  );
}

/** Says how much can be spent, and how much this bid would hold. `AutoPart` says it of an automatic bid. */
export function MoneyNote({ id }: { id: string }) {
  const t = useTranslations('bid.form');
  const locale = useLocale();
  const { box, amount, spendable } = useBidForm();
  if (spendable === null || box.mode === 'auto') return null;
  const { held } = box;
  const wanted = amount ?? box.suggested;
  const tags = {
    free: (words: ReactNode) => <b className="num">{words}</b>,
    held: (words: ReactNode) => <b className="num text-amber!">{words}</b>,
  };
  const won = (figure: number) => formatWon(figure, locale);
  return (
    <Callout id={id} icon={<Lock aria-hidden />}>
      {wanted > spendable
        ? t.rich(held > 0 ? 'depositNoteLeading' : 'depositNote', {
            ...tags,
            spendable: won(spendable - held),
            locked: won(held),
            missing: won(wanted - spendable),
          })
        : held > 0
          ? t.rich('moneyLeading', {
              ...tags,
              locked: won(held),
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
