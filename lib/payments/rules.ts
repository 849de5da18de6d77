import type { Money } from '@/lib/money';
import type { OwnFailure } from './failure';
import type { CancelAnswer, ConfirmAnswer, LookUpAnswer, Taken } from './provider';

export type OrderStatus = 'CREATED' | 'CONFIRMING' | 'PAID' | 'FAILED' | 'UNKNOWN';

export type OrderState = {
  status: OrderStatus;
  orderId: string;
  amount: Money;
  /** The provider's name for the payment, as far as it is known. */
  paymentKey: string | null;
  failureCode: string | null;
  cancelledAt: Date | null;
  /** Since when the money is on its way back. */
  givingBackSince: Date | null;
  /** How long ago the provider was last told to take the money; null when nobody has told it. */
  askedSecondsAgo: number | null;
};

/** What the provider said, and to which question: the same words mean different things to different questions. */
export type Heard =
  | { call: 'confirm'; answer: ConfirmAnswer }
  | { call: 'lookUp'; answer: LookUpAnswer }
  | { call: 'cancel'; answer: CancelAnswer };

/** What an answer of the provider means for an order. */
export type Step =
  | { step: 'nothing' }
  | { step: 'credit'; paymentKey: string }
  | { step: 'give back'; paymentKey: string; code: string }
  | { step: 'fail'; code: string }
  | { step: 'ask again' }
  /** The wallet has money that the provider has given back since, or part of it. */
  | { step: 'note cancellation' };

/**
 * Decides what an answer means for an order as it stands.
 *
 * The wallet is credited only for money that was taken, for this order, of exactly its amount; and once. Money that
 * was taken for it and does not fit goes back, and from then on nothing credits the order: the request to give it back
 * may be under way. A failed order is credited after all should it turn out that the money was taken. What is paid
 * stays paid: a cancellation at the provider's own desk is noted, for people to settle.
 */
export function nextStep(order: OrderState, heard: Heard): Step {
  if (order.status === 'PAID') return heard.call === 'lookUp' ? afterwards(order, heard.answer) : NOTHING;
  switch (heard.call) {
    case 'confirm':
      return afterConfirm(order, heard.answer);
    case 'lookUp':
      return afterLookUp(order, heard.answer);
    case 'cancel':
      return afterCancel(order, heard.answer);
    default:
      return heard satisfies never;
  }
}

const NOTHING: Step = { step: 'nothing' };

/**
 * The answer to the first request to take the money. Its refusal counts while nobody else has asked: of a request that
 * was sent meanwhile it knows nothing.
 */
function afterConfirm(order: OrderState, answer: ConfirmAnswer): Step {
  switch (answer.outcome) {
    case 'paid':
      return afterPaid(order, answer);
    case 'refused':
      return order.status === 'CONFIRMING' ? fail(order, answer.code) : NOTHING;
    case 'unknown':
      return askAgain(order);
    default:
      return answer satisfies never;
  }
}

function afterLookUp(order: OrderState, answer: LookUpAnswer): Step {
  switch (answer.outcome) {
    case 'paid':
      return afterPaid(order, answer);
    case 'given back':
      return isAbout(order, answer) ? fail(order, order.failureCode ?? 'CANCELED') : stranger(order, answer);
    case 'over':
      if (!isAbout(order, answer)) return stranger(order, answer);
      return fail(order, order.givingBackSince ? (order.failureCode ?? answer.code) : answer.code);
    case 'waiting':
      return isAbout(order, answer) ? askAgain(order) : stranger(order, answer);
    case 'not there':
      return isTooLate(order) ? fail(order, 'NO_SUCH_PAYMENT') : askAgain(order);
    case 'unknown':
      return askAgain(order);
    default:
      return answer satisfies never;
  }
}

function afterCancel(order: OrderState, answer: CancelAnswer): Step {
  return answer.outcome === 'given back' ? fail(order, order.failureCode ?? 'CANCELED') : askAgain(order);
}

function afterPaid(order: OrderState, { orderId, paymentKey, amount }: Taken): Step {
  // The key of somebody else's payment: that money does not belong to this order, so it is not given back either.
  if (orderId !== order.orderId) return fail(order, 'ORDER_MISMATCH');
  if (order.givingBackSince) {
    return { step: 'give back', paymentKey, code: order.failureCode ?? 'CANCELED' };
  }
  if (amount.eq(order.amount)) return { step: 'credit', paymentKey };
  return { step: 'give back', paymentKey, code: 'AMOUNT_MISMATCH' satisfies OwnFailure };
}

function afterwards(order: OrderState, answer: LookUpAnswer): Step {
  if (answer.outcome !== 'given back' && answer.outcome !== 'paid') return NOTHING;
  if (!isAbout(order, answer) || order.cancelledAt !== null) return NOTHING;
  const isCancelled = answer.outcome === 'given back' || answer.amount.lt(order.amount);
  return isCancelled ? { step: 'note cancellation' } : NOTHING;
}

/** Whether a payment is the one that this order goes by: a further one for the same order settles nothing. */
function isAbout(order: OrderState, payment: { orderId: string; paymentKey: string }): boolean {
  const isKey = order.paymentKey === null || order.paymentKey === payment.paymentKey;
  return isKey && payment.orderId === order.orderId;
}

/** The order goes by a payment that is for another order, for which none of that money can be. */
function stranger(order: OrderState, { orderId }: { orderId: string }): Step {
  return orderId === order.orderId ? askAgain(order) : fail(order, 'ORDER_MISMATCH');
}

/** The provider was told to take the money, and what became of it is not known yet. */
export const OPEN_STATUSES = ['CONFIRMING', 'UNKNOWN'] as const satisfies readonly OrderStatus[];

export function isOpen(status: OrderStatus): boolean {
  return OPEN_STATUSES.some((open) => open === status);
}

/**
 * Toss takes no money for a payment later than half an hour after its window was opened (it is EXPIRED then). A whole
 * day leaves room for whatever may keep Toss from knowing its own payment meanwhile, a mistaken key of ours included.
 */
const TOO_LATE_SECONDS = 24 * 60 * 60;

/** "There is no such payment" counts once the provider could not take its money any more, and nothing is to go back. */
function isTooLate({ askedSecondsAgo, givingBackSince }: OrderState): boolean {
  return askedSecondsAgo !== null && askedSecondsAgo >= TOO_LATE_SECONDS && givingBackSince === null;
}

function askAgain(order: OrderState): Step {
  return isOpen(order.status) ? { step: 'ask again' } : NOTHING;
}

function fail(order: OrderState, code: string): Step {
  return order.status === 'FAILED' ? NOTHING : { step: 'fail', code };
}
