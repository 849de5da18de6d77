import type { Money } from '@/lib/money';
import type { OwnFailure } from './failure';
import type { PaymentAnswer } from './provider';

export type OrderStatus = 'CREATED' | 'CONFIRMING' | 'PAID' | 'FAILED' | 'UNKNOWN';

export type OrderState = {
  status: OrderStatus;
  orderId: string;
  amount: Money;
  failureCode: string | null;
  cancelledAt: Date | null;
};

/** What an answer of the provider means for an order. */
export type Step =
  | { step: 'nothing' }
  | { step: 'credit'; paymentKey: string }
  | { step: 'give back'; paymentKey: string; code: OwnFailure }
  | { step: 'fail'; code: string }
  | { step: 'ask again' }
  /** The wallet has money that the provider has given back since, or part of it. */
  | { step: 'note cancellation' };

/**
 * Decides what an answer means for an order as it stands.
 *
 * The wallet is credited only for money that was taken, for this order, of exactly its amount; and once. Money that
 * was taken for it and does not fit goes back. A failed order is credited after all should it turn out that the
 * money was taken. What is paid stays paid: a cancellation at the provider's own desk is noted, for people to settle.
 */
export function nextStep(order: OrderState, answer: PaymentAnswer): Step {
  if (order.status === 'PAID') return afterwards(order, answer);
  switch (answer.outcome) {
    case 'paid': {
      // The key of somebody else's payment: that money is none of this order's, not even to be given back.
      if (answer.orderId !== order.orderId) return fail(order, 'ORDER_MISMATCH');
      const { paymentKey } = answer;
      if (answer.amount.eq(order.amount)) return { step: 'credit', paymentKey };
      return { step: 'give back', paymentKey, code: 'AMOUNT_MISMATCH' };
    }
    case 'given back':
      return fail(order, order.failureCode ?? 'CANCELED');
    case 'refused':
      return fail(order, answer.code);
    case 'waiting':
    case 'unknown':
      return isOpen(order.status) ? { step: 'ask again' } : { step: 'nothing' };
    default:
      return answer satisfies never;
  }
}

function afterwards(order: OrderState, answer: PaymentAnswer): Step {
  const isLess =
    answer.outcome === 'paid' && answer.orderId === order.orderId && answer.amount.lt(order.amount);
  const isCancelled = answer.outcome === 'given back' || isLess;
  return isCancelled && order.cancelledAt === null ? { step: 'note cancellation' } : { step: 'nothing' };
}

/** The provider was told to take the money, and what became of it is not known yet. */
export const OPEN_STATUSES = ['CONFIRMING', 'UNKNOWN'] as const satisfies readonly OrderStatus[];

export function isOpen(status: OrderStatus): boolean {
  return OPEN_STATUSES.some((open) => open === status);
}

/**
 * Whoever asks a provider about an order has it for this long: longer than confirming, looking up and giving back may
 * take together. Until then everybody else keeps off.
 */
export const LEASE_SECONDS = 60;

function fail(order: OrderState, code: string): Step {
  return order.status === 'FAILED' ? { step: 'nothing' } : { step: 'fail', code };
}

const LONGEST_WAIT_SECONDS = 600;

/** Doubles from two seconds up to ten minutes, and goes on for ever: somebody's money is in it. */
export function secondsUntilNextCheck(attempts: number): number {
  return Math.min(LONGEST_WAIT_SECONDS, 2 ** (Math.min(attempts, 20) + 1));
}
