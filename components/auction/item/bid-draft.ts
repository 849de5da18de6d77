import { wonIn } from '@/lib/format/parse-won';
import type { AuctionActionState, BidMode } from './auction-actions';

/** An amount that the person typed or chose, and the smallest one that would have been taken at that moment. */
export type BidDraft = { text: string; isTyped: boolean; minimumThen: number };

/** An amount that the page itself puts into the field. */
export function draftOf(amount: number): BidDraft {
  return { text: String(amount), isTyped: false, minimumThen: amount };
}

/** Whether another person's bid has passed the amount. */
export function isOvertaken(draft: BidDraft, minimum: number): boolean {
  const amount = wonIn(draft.text);
  return amount !== null && amount >= draft.minimumThen && amount < minimum;
}

/**
 * The draft after an answer: the amount that would be accepted, the amount that was requested or typed, or null for the
 * amount that the box suggests.
 */
export function draftAfter(answer: AuctionActionState): BidDraft | null {
  const amount = amountAfter(answer);
  if (amount !== null) return draftOf(amount);
  const typed = answer.outcome === 'refused' ? answer.kept.typed : null;
  return typed === null ? null : { text: typed, isTyped: true, minimumThen: 0 };
}

function amountAfter(answer: AuctionActionState): number | null {
  if (answer.outcome === 'confirm') return answer.amount;
  if (answer.outcome !== 'refused') return null;
  const { refusal, kept } = answer;
  if (refusal.code === 'BID_TOO_LOW') return refusal.minimum;
  return refusal.code === 'BID_NOT_ON_STEP' ? refusal.nearest : kept.amount;
}

/** The mode of the form that the browser posted by itself, as its answer tells. */
export function modeAfter(answer: AuctionActionState): BidMode {
  switch (answer.outcome) {
    case 'confirm':
      return answer.mode;
    case 'refused':
      return answer.kept.mode;
    case 'done':
      return answer.maximum === null ? 'once' : 'auto';
    default:
      return 'once';
  }
}
