'use client';

import { useLocale, useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import type { FormRefusal } from '@/components/action/action-state';
import type { ActionFault } from '@/components/action/call-action';
import { type FormActing, useFormAction } from '@/components/action/use-form-action';
import { useRefresh } from '@/components/action/use-refresh';
import { toast } from '@/components/ui/toaster';
import { formatWon } from '@/lib/format/money';
import { wonIn } from '@/lib/format/parse-won';
import { learnWallet, useNewestWallet, type WalletReading } from '@/lib/live/newest-wallet';
import type { Person, PublicBid } from '@/lib/realtime/protocol';
import { type AuctionActionState, type AuctionActions, BID_FIELDS, type BidMode } from './auction-actions';
import { asksFirst, type BidBox, bidBox, faultIn } from './bid-box';
import { type BidDraft, draftAfter, draftOf, isOvertaken, modeAfter } from './bid-draft';
import { useAuction } from './live-auction-provider';

/** Why no bid was placed: the server refused, the page itself saw a fault, or no answer came. */
export type BidFormRefusal = FormRefusal | ActionFault | { code: 'INVALID_AMOUNT' };

/** An automatic bid of another person that answered the viewer's bid at once: the bid was accepted, and does not lead. */
export type Counterbid = { leader: Person | null; price: number; attemptId: string | null };

type BidFormState = {
  actions: AuctionActions;
  box: BidBox;
  /** Called when the person chooses between one bid and an automatic one. The field keeps its amount. */
  chooseMode: (mode: BidMode) => void;
  /** The text in the field. */
  amountText: string;
  /** Called when the person types. */
  typeAmount: (text: string) => void;
  /** Called when the person presses a quick button. */
  chooseAmount: (amount: number) => void;
  /** Whether another person's bid has passed the chosen amount. */
  overtaken: boolean;
  /** The amount on the button; null while the field holds none. */
  amount: number | null;
  /** The most that the viewer could bid here; null for a visitor. */
  spendable: number | null;
  /** The action, for every form that bids. */
  bidding: FormActing<AuctionActionState>;
  submit: (form: FormData) => void;
  /** The amount that is on its way. */
  sending: number | null;
  refusal: BidFormRefusal | null;
  /** The answer to the viewer's last bid, until they choose another amount or lead. */
  counterbid: Counterbid | null;
  /** The smallest amount that the page showed when the person pressed; null where no script saw it. */
  seenMinimum: number | null;
  dismiss: () => void;
  /** The amount that the person has to confirm first. */
  asking: number | null;
  confirm: () => Promise<void>;
  stopAsking: () => void;
  /** The amount that the server wants confirmed, because no script runs here. */
  askedByServer: number | null;
  /** How many bids were placed since the page was opened. */
  placed: number;
  /** Takes over the answer of another action: buying, closing or cancelling. */
  take: (answer: AuctionActionState) => void;
};

const BidFormContext = createContext<BidFormState | null>(null);

/** The bid that the viewer is about to place, shared by the panel, the sheet and the bar of the phone. */
export function useBidForm(): BidFormState {
  const bidForm = useContext(BidFormContext);
  if (!bidForm) throw new Error('outside of a BidFormProvider');
  return bidForm;
}

/**
 * Takes bids. The amount is the minimum until the person chooses another one; a chosen amount is raised to the minimum
 * when another bid passes it. A
 * text that the person types stays as it is, even when the minimum passes it: a field that changes under the fingers
 * reads old and new digits as one amount.
 *
 * @param firstKey  the idempotency key of the first attempt, made by the server, so that it is there without a script
 */
export function BidFormProvider({
  actions,
  firstKey,
  children,
}: {
  actions: AuctionActions;
  firstKey: string;
  children: ReactNode;
}) {
  const t = useTranslations('bid');
  const locale = useLocale();
  const live = useAuction();
  const { auction, state, standing, you, apply } = live;
  const bidding: FormActing<AuctionActionState> = useFormAction<AuctionActionState>(actions.placeBid, {
    name: 'bid',
    firstKey,
    onAnswer: (answer) => {
      take(answer);
      setDraft(draftAfter(answer));
      setCounterbid(counterbidIn(answer));
      if (answer.outcome !== 'done' || !answer.leading) return;
      setPlaced((count) => count + 1);
      tellPlaced(answer);
    },
    onFault: (_fault, form) => keepChosen(form.get(BID_FIELDS.amount)),
    onRestore: (fields) => {
      if (fields.get(BID_FIELDS.mode) === 'auto') setMode('auto');
      keepChosen(fields.get(BID_FIELDS.amount));
    },
  });
  const { pending } = bidding;
  const [lastAnswer, setAnswer] = useState(bidding.state);
  const [ownRefusal, setRefusal] = useState<BidFormRefusal | null>(bidding.state.refusal ?? null);
  const refusal = bidding.fault ?? ownRefusal;
  const [mode, setMode] = useState<BidMode>(modeAfter(bidding.state));
  const [counterbid, setCounterbid] = useState(counterbidIn(bidding.state));
  const [draft, setDraft] = useState<BidDraft | null>(draftAfter(bidding.state));
  const [asking, setAsking] = useState<number | null>(null);
  const [sending, setSending] = useState<number | null>(null);
  const [seenMinimum, setSeenMinimum] = useState<number | null>(null);
  const [placed, setPlaced] = useState(0);
  const spendable = useNewest(you?.spendable ?? null, lastAnswer.spendable ?? null);
  const held = useNewest(you?.held ?? null, lastAnswer.held ?? null) ?? 0;

  const leads = standing === 'leading';
  const box = bidBox(auction, state, { chosen: mode, leads, held });
  const minimum = box.rule.minimumNext;
  // The lost bid may itself be the highest one. Only the server knows; the bid has to be sent again with its key.
  const isLost = bidding.fault?.code === 'UNREACHABLE';
  // When another person's bid overtakes it, the amount follows the minimum instead of being refused.
  const overtaken = draft !== null && !isLost && isOvertaken(draft, minimum);
  const follows = draft === null || (overtaken && !draft.isTyped);
  const amountText = follows ? String(box.suggested) : draft.text;
  const amount = wonIn(amountText);

  function choose(text: string, isTyped: boolean) {
    // The same amount written in another way is no new choice: a refusal of it still holds.
    const isSame = draft !== null && amount !== null && wonIn(text) === amount;
    setDraft({ text, isTyped, minimumThen: isSame ? draft.minimumThen : minimum });
    if (!isSame) dismiss();
  }

  function chooseMode(chosen: BidMode) {
    setMode(chosen);
    dismiss();
  }

  function take(answer: AuctionActionState) {
    setAnswer(answer);
    setRefusal(answer.refusal ?? null);
    if (answer.wallet) learnWallet(answer.wallet);
    if (answer.outcome !== 'done') return;
    apply(answer.state, answer.bid);
  }

  function tellPlaced({ bid, maximum }: { bid: PublicBid | null; maximum: number | null }) {
    const words = maximum === null ? 'form.placedAmount' : leads ? 'auto.changed' : 'auto.placed';
    const amount = maximum ?? bid?.amount;
    if (amount !== undefined) toast.success(t(words, { amount: formatWon(amount, locale) }));
  }

  /** Keeps a sent amount in the field while its outcome is unknown. */
  function keepChosen(sent: unknown) {
    const wanted = wonIn(String(sent ?? ''));
    if (wanted !== null) setDraft(draftOf(wanted));
  }

  function send(form: FormData, wanted: number): Promise<void> {
    form.set(BID_FIELDS.amount, String(wanted));
    form.set(BID_FIELDS.confirmed, String(wanted));
    form.set(BID_FIELDS.mode, box.mode);
    setRefusal(null);
    setCounterbid(null);
    setSending(wanted);
    return bidding.send(form);
  }

  const [waitingForm, setWaitingForm] = useState<FormData | null>(null);

  function submit(form: FormData) {
    if (pending) return;
    setSeenMinimum(minimum);
    const wanted = wonIn(String(form.get(BID_FIELDS.amount) ?? ''));
    const fault = wanted === null ? ({ code: 'INVALID_AMOUNT' } as const) : faultIn(box, wanted);
    if ((fault && !isLost) || wanted === null) {
      bidding.dismissFault();
      if (fault?.code === 'BID_TOO_LOW') {
        setDraft(fault.minimum === box.suggested ? null : draftOf(fault.minimum));
      }
      if (fault?.code === 'BID_NOT_ON_STEP') choose(String(fault.nearest), false);
      setRefusal(fault);
      return;
    }
    if (!isLost && asksFirst(box, wanted, state.price)) {
      setWaitingForm(form);
      setAsking(wanted);
      return;
    }
    void send(form, wanted);
  }

  function dismiss() {
    bidding.dismissFault();
    setRefusal(null);
    setCounterbid(null);
  }

  async function confirm() {
    if (asking === null || !waitingForm) return;
    await send(waitingForm, asking);
  }

  useFreshPage(live);

  const bidForm: BidFormState = {
    actions,
    box,
    chooseMode,
    amountText,
    typeAmount: (text) => choose(text, true),
    chooseAmount: (chosen) => choose(String(chosen), false),
    overtaken,
    amount,
    spendable,
    bidding,
    submit,
    sending: pending ? sending : null,
    refusal,
    counterbid: leads ? null : counterbid,
    seenMinimum,
    dismiss,
    asking,
    confirm,
    stopAsking: () => setAsking(null),
    askedByServer: lastAnswer.outcome === 'confirm' ? lastAnswer.amount : null,
    placed,
    take,
  };
  return <BidFormContext value={bidForm}>{children}</BidFormContext>;
}

/** The rest of the page follows once the viewer has been quiet for this long: a storm must not fetch it each time. */
const SETTLED_MS = 2_500;

/**
 * Brings the rest of the page up to date (the amounts that the viewer can bid, the review, the facts) when their standing,
 * the phase or their money has changed.
 */
function useFreshPage({ standing, phase, you, state, renderedAt }: ReturnType<typeof useAuction>) {
  const refresh = useRefresh({ inBackground: true });
  const { available } = useNewestWallet(you?.wallet ?? NO_WALLET);
  // At the end of a popular auction, not every page that shows it asks the server.
  const part = standing === 'newcomer' ? '' : phase;
  // A cancelled auction may have been removed: the server decides what its page may still show, also to a visitor.
  const isCancelled = state.status === 'CANCELLED';
  const moment = `${you ? `${standing} ${part} ${available}` : ''} ${isCancelled}`;
  // There is one winner, who is waiting for this page.
  const settledMs = standing === 'won' ? 0 : SETTLED_MS;
  const seen = useRef({ moment, renderedAt });
  useEffect(() => {
    // The answer of an action may have brought the page.
    if (seen.current.renderedAt !== renderedAt) seen.current = { moment, renderedAt };
    if (seen.current.moment === moment) return;
    const timer = setTimeout(() => {
      seen.current = { moment, renderedAt };
      refresh();
    }, settledMs);
    return () => clearTimeout(timer);
  }, [moment, settledMs, renderedAt, refresh]);
}

/** Of a visitor. */
const NO_WALLET: WalletReading = { available: 0, readAt: '' };

function counterbidIn(answer: AuctionActionState): Counterbid | null {
  if (answer.outcome !== 'done' || answer.leading) return null;
  const { leader, price } = answer.state;
  return { leader, price, attemptId: answer.attemptId };
}

/** A figure of the page or of the last answer, whichever is newer. */
function useNewest(fromPage: number | null, fromAnswer: number | null): number | null {
  const [seen, setSeen] = useState({ fromPage, fromAnswer, newest: fromAnswer ?? fromPage });
  if (seen.fromPage === fromPage && seen.fromAnswer === fromAnswer) return seen.newest;
  const newest = seen.fromPage === fromPage ? (fromAnswer ?? fromPage) : fromPage;
  setSeen({ fromPage, fromAnswer, newest });
  return newest;
}
