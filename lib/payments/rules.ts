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
  /** How long ago the provider was last told to take the money; null when it was never told. */
  askedSecondsAgo: number | null;
};

/** An answer of the provider, with the call that it answers: the same words mean different things for different calls. */
export type Heard =
  | { call: 'confirm'; answer: ConfirmAnswer }
  | { call: 'lookUp'; answer: LookUpAnswer }
  | { call: 'cancel'; answer: CancelAnswer };

/** The consequence of an answer for an order. */
export type OrderStep =
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
 * The wallet is credited once, and only for money that was taken for this order and is exactly its amount. Money that was
 * taken for it and does not fit goes back, and from then on nothing credits the order: the request to give it back may be
 * under way. A failed order is credited after all when it turns out that the money was taken. A paid order stays paid: a
 * cancellation at the provider is noted, for people to settle.
 */
export function nextStep(order: OrderState, heard: Heard): OrderStep {
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

const NOTHING: OrderStep = { step: 'nothing' };

/**
 * The answer to the first request to take the money. A refusal counts as long as no other request was sent: it says nothing
 * about one that was sent meanwhile.
 */
function afterConfirm(order: OrderState, answer: ConfirmAnswer): OrderStep {
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

function afterLookUp(order: OrderState, answer: LookUpAnswer): OrderStep {
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

function afterCancel(order: OrderState, answer: CancelAnswer): OrderStep {
  return answer.outcome === 'given back' ? fail(order, order.failureCode ?? 'CANCELED') : askAgain(order);
}

function afterPaid(order: OrderState, { orderId, paymentKey, amount }: Taken): OrderStep {
  // Somebody else's payment: its money does not belong to this order, so it is not given back either.
  if (orderId !== order.orderId) return fail(order, 'ORDER_MISMATCH');
  if (order.givingBackSince) {
    return { step: 'give back', paymentKey, code: order.failureCode ?? 'CANCELED' };
  }
  if (amount.eq(order.amount)) return { step: 'credit', paymentKey };
  return { step: 'give back', paymentKey, code: 'AMOUNT_MISMATCH' satisfies OwnFailure };
}

function afterwards(order: OrderState, answer: LookUpAnswer): OrderStep {
  if (answer.outcome !== 'given back' && answer.outcome !== 'paid') return NOTHING;
  if (!isAbout(order, answer) || order.cancelledAt !== null) return NOTHING;
  const isCancelled = answer.outcome === 'given back' || answer.amount.lt(order.amount);
  return isCancelled ? { step: 'note cancellation' } : NOTHING;
}

/** Whether a payment is the one that this order names: another payment for the same order settles nothing. */
function isAbout(order: OrderState, payment: { orderId: string; paymentKey: string }): boolean {
  const isKey = order.paymentKey === null || order.paymentKey === payment.paymentKey;
  return isKey && payment.orderId === order.orderId;
}

/** An answer about another payment than the order's. If it was made for another order, none of its money is this order's. */
function stranger(order: OrderState, { orderId }: { orderId: string }): OrderStep {
  return orderId === order.orderId ? askAgain(order) : fail(order, 'ORDER_MISMATCH');
}

/** The provider was told to take the money, and the outcome is not known yet. */
export const OPEN_STATUSES = ['CONFIRMING', 'UNKNOWN'] as const satisfies readonly OrderStatus[];

export function isOpen(status: OrderStatus): boolean {
  return OPEN_STATUSES.some((open) => open === status);
}

/**
 * Toss takes no money for a payment later than half an hour after its window was opened (it is EXPIRED then). A whole day
 * leaves room for causes that keep Toss from finding its own payment, a wrong key of ours included.
 */
const TOO_LATE_SECONDS = 24 * 60 * 60;

/** "There is no such payment" counts once the provider can no longer take its money, and no money is to go back. */
function isTooLate({ askedSecondsAgo, givingBackSince }: OrderState): boolean {
  return askedSecondsAgo !== null && askedSecondsAgo >= TOO_LATE_SECONDS && givingBackSince === null;
}

function askAgain(order: OrderState): OrderStep {
  return isOpen(order.status) ? { step: 'ask again' } : NOTHING;
}

function fail(order: OrderState, code: string): OrderStep {
  return order.status === 'FAILED' ? NOTHING : { step: 'fail', code };
}
