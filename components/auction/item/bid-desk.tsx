'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import {
  createContext,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useRef,
  useState,
  useTransition,
} from 'react';
import { toast } from '@/components/ui/toaster';
import { formatWon } from '@/lib/format/money';
import { wonIn } from '@/lib/format/parse-won';
import { type BidRule, bidFault } from '../bid-amount';
import { asksOnceMore } from '../large-bid';
import {
  type AuctionActions,
  type AuctionAnswer,
  BID_FIELDS,
  NO_ANSWER,
  type WireRefusal,
} from './bid-answer';
import { useRoom } from './room';

/** Why nothing came of it: what the server said, what the page itself saw, or that no answer came. */
export type DeskRefusal = WireRefusal | { code: 'UNREACHABLE' } | { code: 'INVALID_AMOUNT' };

type Desk = {
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
  /** The action of the form where no script runs. */
  formAction: (form: FormData) => void;
  /** The idempotency key of the next attempt. */
  bidKey: string;
  submit: (event: FormEvent<HTMLFormElement>) => void;
  /** The amount that is on its way. */
  sending: number | null;
  refusal: DeskRefusal | null;
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

const DeskContext = createContext<Desk | null>(null);

/** What the viewer is about to bid, shared by the panel, the sheet and the bar of the phone. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('outside of a BidDesk');
  return desk;
}

/**
 * Takes bids. The amount follows the minimum until somebody chooses another one, and then never falls behind it. What
 * somebody types stays as they typed it, even when the minimum passes it: a field that changes under the fingers reads
 * old and new digits as one amount.
 *
 * @param firstKey  idempotency key of the first attempt; made by the server, so that it is there without a script
 */
export function BidDesk({
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
  const { auction, state, standing, you, apply } = useRoom();
  const [formAnswer, formAction] = useActionState(actions.placeBid, NO_ANSWER);
  const [lastAnswer, setAnswer] = useState(formAnswer);
  const [refusal, setRefusal] = useState<DeskRefusal | null>(refusalOf(formAnswer));
  const [draft, setDraft] = useState<Draft | null>(draftAfter(formAnswer));
  const [asking, setAsking] = useState<number | null>(null);
  const [sending, setSending] = useState<number | null>(null);
  const [pending, startSending] = useTransition();
  const [placed, setPlaced] = useState(0);
  const spendable = useSpendable(you?.spendable ?? null, lastAnswer);

  const rule = ruleOf(auction, state);
  // Overtaken by somebody else's bid: the amount goes along with the minimum rather than being refused.
  const overtaken = draft !== null && isOvertaken(draft, state.minimumNext);
  const follows = draft === null || (overtaken && !draft.isTyped);
  const amountText = follows ? String(state.minimumNext) : draft.text;
  const amount = wonIn(amountText);
  const bidKey = 'nextKey' in lastAnswer ? lastAnswer.nextKey : firstKey;

  function choose(text: string, isTyped: boolean) {
    // The same amount written in another way is no new choice: what was said of it still holds.
    const isSame = draft !== null && amount !== null && wonIn(text) === amount;
    setDraft({ text, isTyped, minimumThen: isSame ? draft.minimumThen : state.minimumNext });
    if (!isSame) setRefusal(null);
  }

  function take(answer: AuctionAnswer) {
    setAnswer(answer);
    setRefusal(refusalOf(answer));
    if (answer.outcome === 'done') apply(answer.state, answer.bid);
  }

  async function send(form: FormData, wanted: number) {
    form.set(BID_FIELDS.amount, String(wanted));
    form.set(BID_FIELDS.confirmed, String(wanted));
    let answer: AuctionAnswer;
    try {
      answer = await actions.placeBid(lastAnswer, form);
    } catch {
      // The key stays the same: whether the bid arrived or not, pressing again counts once.
      startTransition(() => {
        setRefusal({ code: 'UNREACHABLE' });
        setDraft(draftOf(wanted));
      });
      return;
    }
    startTransition(() => {
      take(answer);
      setDraft(draftAfter(answer));
      if (answer.outcome === 'done') {
        setPlaced((count) => count + 1);
        toast.success(t('form.placedAmount', { amount: formatWon(wanted, locale) }));
      }
    });
  }

  const [waitingForm, setWaitingForm] = useState<FormData | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    const wanted = wonIn(String(form.get(BID_FIELDS.amount) ?? ''));
    const fault = wanted === null ? ({ code: 'INVALID_AMOUNT' } as const) : bidFault(wanted, rule);
    if (fault || wanted === null) {
      if (fault?.code === 'BID_TOO_LOW') setDraft(null);
      if (fault?.code === 'BID_NOT_ON_STEP') choose(String(fault.nearest), false);
      setRefusal(fault);
      return;
    }
    if (asksOnceMore(wanted, state.price)) {
      setWaitingForm(form);
      setAsking(wanted);
      return;
    }
    // Outside of the transition, in which it would only show once the answer is there.
    setSending(wanted);
    startSending(() => send(form, wanted));
  }

  async function confirm() {
    if (asking === null || !waitingForm) return;
    await send(waitingForm, asking);
  }

  useFreshFrame(auction.isNational ? `${standing}${bidKey}` : null);

  const desk: Desk = {
    actions,
    amountText,
    typeAmount: (text) => choose(text, true),
    chooseAmount: (chosen) => choose(String(chosen), false),
    overtaken,
    amount,
    spendable,
    formAction,
    bidKey,
    submit,
    sending: pending ? sending : null,
    refusal,
    dismiss: () => setRefusal(null),
    asking,
    confirm,
    stopAsking: () => setAsking(null),
    askedByServer: lastAnswer.outcome === 'confirm' ? lastAnswer.amount : null,
    placed,
    take,
  };
  return <DeskContext value={desk}>{children}</DeskContext>;
}

/** How long nothing of one's own happens before the rest of the page follows: a storm must not fetch it each time. */
const SETTLED_MS = 2_500;

/**
 * Brings the rest of the page up to date, the wallet in its head above all.
 *
 * @param moment  changes when money of the viewer may have moved; null where each answer brings the page along
 */
function useFreshFrame(moment: string | null) {
  const router = useRouter();
  const seen = useRef(moment);
  useEffect(() => {
    if (moment === null || seen.current === moment) return;
    const timer = setTimeout(() => {
      seen.current = moment;
      router.refresh();
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [moment, router]);
}

/** What a bid on an auction must fit at this moment. */
export function ruleOf(
  { startPrice, bidUnit, instantPrice }: Omit<BidRule, 'minimumNext'>,
  { minimumNext }: Pick<BidRule, 'minimumNext'>,
): BidRule {
  return { startPrice, bidUnit, instantPrice, minimumNext };
}

function refusalOf(answer: AuctionAnswer): DeskRefusal | null {
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
