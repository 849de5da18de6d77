'use client';

import { useLocale, useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import type { ActionFault } from '@/components/action/call-action';
import { type FormActing, useFormAction } from '@/components/action/use-form-action';
import { useRefresh } from '@/components/action/use-refresh';
import { toast } from '@/components/ui/toaster';
import { type BidRule, bidFault } from '@/lib/bidding/bid-amount';
import { needsConfirmation } from '@/lib/bidding/large-bid';
import { formatWon } from '@/lib/format/money';
import { wonIn } from '@/lib/format/parse-won';
import {
  type AuctionActions,
  type AuctionAnswer,
  BID_FIELDS,
  NO_ANSWER,
  type WireRefusal,
} from './bid-answer';
import { useAuction } from './live-auction-provider';

/** Why nothing came of it: what the server said, what the page itself saw, or that no answer came. */
export type BidFormRefusal = WireRefusal | ActionFault | { code: 'INVALID_AMOUNT' };

type BidFormState = {
  actions: AuctionActions;
  /** What stands in the field. */
  amountText: string;
  /** Somebody types. */
  typeAmount: (text: string) => void;
  /** Somebody presses a quick button. */
  chooseAmount: (amount: number) => void;
  /** Somebody else's bid has passed the amount that was chosen. */
  overtaken: boolean;
  /** What the button carries; null while the field holds no amount. */
  amount: number | null;
  /** What the viewer could bid here; null for a visitor. */
  spendable: number | null;
  /** For every form that bids. */
  bidding: FormActing<AuctionAnswer>;
  submit: (form: FormData) => void;
  /** The amount that is on its way. */
  sending: number | null;
  refusal: BidFormRefusal | null;
  dismiss: () => void;
  /** The amount that has to be confirmed first. */
  asking: number | null;
  confirm: () => Promise<void>;
  stopAsking: () => void;
  /** Was asked by the server, because no script runs here. */
  askedByServer: number | null;
  /** How many bids went through since the page was opened. */
  placed: number;
  /** Takes over the answer to buying, closing or cancelling. */
  take: (answer: AuctionAnswer) => void;
};

const BidFormContext = createContext<BidFormState | null>(null);

/** What the viewer is about to bid, shared by the panel, the sheet and the bar of the phone. */
export function useBidForm(): BidFormState {
  const bidForm = useContext(BidFormContext);
  if (!bidForm) throw new Error('outside of a BidFormProvider');
  return bidForm;
}

/**
 * Takes bids. The amount follows the minimum until somebody chooses another one, and then never falls behind it. What
 * somebody types stays as they typed it, even when the minimum passes it: a field that changes under the fingers reads
 * old and new digits as one amount.
 *
 * @param firstKey  idempotency key of the first attempt; made by the server, so that it is there without a script
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
  const { auction, state, standing, you, apply } = useAuction();
  const bidding: FormActing<AuctionAnswer> = useFormAction<AuctionAnswer>(actions.placeBid, NO_ANSWER, {
    name: 'bid',
    firstKey,
    onAnswer: (given) => {
      take(given);
      setDraft(draftAfter(given));
      if (given.outcome !== 'done') return;
      setPlaced((count) => count + 1);
      if (given.bid) toast.success(t('form.placedAmount', { amount: formatWon(given.bid.amount, locale) }));
    },
    onFault: (_fault, form) => keepChosen(form.get(BID_FIELDS.amount)),
    onRestore: (fields) => keepChosen(fields.get(BID_FIELDS.amount)),
  });
  const { pending } = bidding;
  const [lastAnswer, setAnswer] = useState(bidding.answer);
  const [ownRefusal, setRefusal] = useState<BidFormRefusal | null>(refusalOf(bidding.answer));
  const refusal = bidding.fault ?? ownRefusal;
  const [draft, setDraft] = useState<Draft | null>(draftAfter(bidding.answer));
  const [asking, setAsking] = useState<number | null>(null);
  const [sending, setSending] = useState<number | null>(null);
  const [placed, setPlaced] = useState(0);
  const [moved, setMoved] = useState(0);
  const spendable = useSpendable(you?.spendable ?? null, lastAnswer);

  const rule = ruleOf(auction, state);
  // The bid may have arrived and be the highest itself: only the server can tell, when it is sent again under its key.
  const isLost = bidding.fault?.code === 'UNREACHABLE';
  // Overtaken by somebody else's bid: the amount goes along with the minimum rather than being refused.
  const overtaken = draft !== null && !isLost && isOvertaken(draft, state.minimumNext);
  const follows = draft === null || (overtaken && !draft.isTyped);
  const amountText = follows ? String(state.minimumNext) : draft.text;
  const amount = wonIn(amountText);

  function choose(text: string, isTyped: boolean) {
    // The same amount written in another way is no new choice: what was said of it still holds.
    const isSame = draft !== null && amount !== null && wonIn(text) === amount;
    setDraft({ text, isTyped, minimumThen: isSame ? draft.minimumThen : state.minimumNext });
    if (!isSame) dismiss();
  }

  function take(answer: AuctionAnswer) {
    setAnswer(answer);
    setRefusal(refusalOf(answer));
    if (answer.outcome !== 'done') return;
    apply(answer.state, answer.bid);
    setMoved((count) => count + 1);
  }

  /** Stays in the field while nobody knows what became of it. */
  function keepChosen(sent: unknown) {
    const wanted = wonIn(String(sent ?? ''));
    if (wanted !== null) setDraft(draftOf(wanted));
  }

  function send(form: FormData, wanted: number): Promise<void> {
    form.set(BID_FIELDS.amount, String(wanted));
    form.set(BID_FIELDS.confirmed, String(wanted));
    setRefusal(null);
    setSending(wanted);
    return bidding.send(form);
  }

  const [waitingForm, setWaitingForm] = useState<FormData | null>(null);

  function submit(form: FormData) {
    if (pending) return;
    const wanted = wonIn(String(form.get(BID_FIELDS.amount) ?? ''));
    const fault = wanted === null ? ({ code: 'INVALID_AMOUNT' } as const) : bidFault(wanted, rule);
    if ((fault && !isLost) || wanted === null) {
      bidding.dismissFault();
      if (fault?.code === 'BID_TOO_LOW') setDraft(null);
      if (fault?.code === 'BID_NOT_ON_STEP') choose(String(fault.nearest), false);
      setRefusal(fault);
      return;
    }
    if (!isLost && needsConfirmation(wanted, state.price)) {
      setWaitingForm(form);
      setAsking(wanted);
      return;
    }
    void send(form, wanted);
  }

  function dismiss() {
    bidding.dismissFault();
    setRefusal(null);
  }

  async function confirm() {
    if (asking === null || !waitingForm) return;
    await send(waitingForm, asking);
  }

  useFreshFrame(auction.isNational ? `${standing}${moved}` : null);

  const bidForm: BidFormState = {
    actions,
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

/** How long nothing of one's own happens before the rest of the page follows: a storm must not fetch it each time. */
const SETTLED_MS = 2_500;

/**
 * Brings the rest of the page up to date, the wallet in its head above all.
 *
 * @param moment  changes when money of the viewer may have moved; null where each answer brings the page along
 */
function useFreshFrame(moment: string | null) {
  const refresh = useRefresh({ inBackground: true });
  const seen = useRef(moment);
  useEffect(() => {
    if (moment === null || seen.current === moment) return;
    const timer = setTimeout(() => {
      seen.current = moment;
      refresh();
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [moment, refresh]);
}

/** What a bid on an auction must fit at this moment. */
export function ruleOf(
  { startPrice, bidUnit, instantPrice }: Omit<BidRule, 'minimumNext'>,
  { minimumNext }: Pick<BidRule, 'minimumNext'>,
): BidRule {
  return { startPrice, bidUnit, instantPrice, minimumNext };
}

function refusalOf(answer: AuctionAnswer): BidFormRefusal | null {
  return answer.outcome === 'refused' ? answer.refusal : null;
}

/** An amount that somebody typed or chose, and the smallest one that would have been taken at that moment. */
type Draft = { text: string; isTyped: boolean; minimumThen: number };

/** An amount as the page itself puts it in. */
function draftOf(amount: number): Draft {
  return { text: String(amount), isTyped: false, minimumThen: amount };
}

function isOvertaken(draft: Draft, minimumNext: number): boolean {
  const amount = wonIn(draft.text);
  return amount !== null && amount >= draft.minimumThen && amount < minimumNext;
}

/** What stands in the field after an answer: the amount that would be taken, what was asked or typed, or the minimum. */
function draftAfter(answer: AuctionAnswer): Draft | null {
  const amount = amountAfter(answer);
  if (amount !== null) return draftOf(amount);
  const typed = answer.outcome === 'refused' ? answer.typed : null;
  return typed === null ? null : { text: typed, isTyped: true, minimumThen: 0 };
}

function amountAfter(answer: AuctionAnswer): number | null {
  if (answer.outcome === 'confirm') return answer.amount;
  if (answer.outcome !== 'refused') return null;
  return answer.refusal.minimum ?? answer.refusal.nearest ?? answer.amount;
}

/** The newer of what the page and what the last answer said. */
function useSpendable(fromPage: number | null, answer: AuctionAnswer): number | null {
  const fromAnswer = 'spendable' in answer ? answer.spendable : null;
  const [seen, setSeen] = useState({ fromPage, fromAnswer, newest: fromAnswer ?? fromPage });
  if (seen.fromPage === fromPage && seen.fromAnswer === fromAnswer) return seen.newest;
  const newest = seen.fromPage === fromPage ? (fromAnswer ?? fromPage) : fromPage;
  setSeen({ fromPage, fromAnswer, newest });
  return newest;
}
