import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { fc } from '@/test/properties';
import { secondsUntilNextCheck, secondsUntilRecheck, secondsUntilUnansweredRecheck } from './check-times';
import type { CancelAnswer, ConfirmAnswer, LookUpAnswer, Taken } from './provider';
import { type Heard, isOpen, nextStep, type OrderState, type OrderStatus } from './rules';

const DAY = 24 * 60 * 60;
const amounts = fc.integer({ min: 1, max: 4 }).map((won) => new Big(won));
const orderIds = fc.constantFrom('order-1', 'order-2');
const paymentKeys = fc.constantFrom('key-1', 'key-2');
const codes = fc.constantFrom('A', 'B');
const taken: fc.Arbitrary<Taken> = fc.record({
  outcome: fc.constant('paid' as const),
  paymentKey: paymentKeys,
  orderId: orderIds,
  amount: amounts,
});
const unknown = fc.record({ outcome: fc.constant('unknown' as const), code: codes });
const confirmAnswers: fc.Arbitrary<ConfirmAnswer> = fc.oneof(
  taken,
  fc.record({ outcome: fc.constant('refused' as const), code: codes }),
  fc.record({ outcome: fc.constant('unknown' as const), code: codes, isAnswered: fc.boolean() }),
);
const lookUpAnswers: fc.Arbitrary<LookUpAnswer> = fc.oneof(
  taken,
  fc.record({
    outcome: fc.constantFrom('given back' as const, 'waiting' as const),
    paymentKey: paymentKeys,
    orderId: orderIds,
  }),
  fc.record({
    outcome: fc.constant('over' as const),
    code: codes,
    paymentKey: paymentKeys,
    orderId: orderIds,
  }),
  fc.constant({ outcome: 'not there' as const }),
  unknown,
);
const cancelAnswers: fc.Arbitrary<CancelAnswer> = fc.oneof(
  fc.constant({ outcome: 'given back' as const }),
  fc.record({ outcome: fc.constant('not given back' as const), code: codes }),
  unknown,
);
const heard: fc.Arbitrary<Heard> = fc.oneof(
  confirmAnswers.map((answer): Heard => ({ call: 'confirm', answer })),
  lookUpAnswers.map((answer): Heard => ({ call: 'lookUp', answer })),
  cancelAnswers.map((answer): Heard => ({ call: 'cancel', answer })),
);
const orders: fc.Arbitrary<OrderState> = fc
  .record({
    status: fc.constantFrom<OrderStatus>('CREATED', 'CONFIRMING', 'UNKNOWN', 'FAILED', 'PAID'),
    orderId: orderIds,
    amount: amounts,
    paymentKey: fc.option(paymentKeys),
    failureCode: fc.constantFrom(null, 'AMOUNT_MISMATCH'),
    cancelledAt: fc.constant(null),
    givingBackSince: fc.option(fc.constant(new Date(0))),
    askedSecondsAgo: fc.constantFrom(null, 0, DAY - 1, DAY, 30 * DAY),
  })
  // As in the database: an order whose money is on its way back is open, or has failed.
  .map((order) =>
    ['UNKNOWN', 'FAILED'].includes(order.status) ? order : { ...order, givingBackSince: null },
  );

function each(property: (order: OrderState, said: Heard) => void): void {
  fc.assert(fc.property(orders, heard, property), { numRuns: 5_000 });
}

/** The money that the provider says it holds for this order. */
function moneyIn(order: OrderState, { call, answer }: Heard): Taken | null {
  if (call === 'cancel' || answer.outcome !== 'paid') return null;
  return answer.orderId === order.orderId ? answer : null;
}

/** Whether the provider says that all or part of the money of the order's payment went back. */
function isCancellation({ orderId, paymentKey, amount }: OrderState, { call, answer }: Heard): boolean {
  if (call !== 'lookUp' || !('paymentKey' in answer) || answer.orderId !== orderId) return false;
  if (paymentKey !== null && paymentKey !== answer.paymentKey) return false;
  return answer.outcome === 'given back' || (answer.outcome === 'paid' && answer.amount.lt(amount));
}

describe('an answer', () => {
  it('credits only money that was taken, for this order, of exactly its amount, and that is not on its way back', () => {
    each((order, said) => {
      const money = moneyIn(order, said);
      const fits = money?.amount.eq(order.amount) && order.givingBackSince === null;
      expect(nextStep(order, said).step === 'credit').toBe(Boolean(fits) && order.status !== 'PAID');
    });
  });

  it('gives back only money that was taken for this order, and all such money that cannot be credited', () => {
    each((order, said) => {
      const money = moneyIn(order, said);
      const owes = money !== null && order.status !== 'PAID' && nextStep(order, said).step !== 'credit';
      expect(nextStep(order, said).step === 'give back').toBe(owes);
    });
  });

  it('fails an order only when it settles that the provider holds no money of it', () => {
    each((order, said) => {
      if (nextStep(order, said).step !== 'fail') return;
      expect(order.status).not.toBe('PAID');
      switch (said.call) {
        case 'confirm':
          // No other request was sent meanwhile.
          if (said.answer.outcome === 'refused') expect(order.status).toBe('CONFIRMING');
          else
            expect(said.answer).toMatchObject({
              outcome: 'paid',
              orderId: expect.not.stringMatching(order.orderId),
            });
          break;
        case 'cancel':
          expect(said.answer.outcome).toBe('given back');
          break;
        case 'lookUp':
          expect(['given back', 'over', 'not there', 'paid', 'waiting']).toContain(said.answer.outcome);
          if (said.answer.outcome === 'not there') expect(order.askedSecondsAgo).toBeGreaterThanOrEqual(DAY);
          if (said.answer.outcome === 'not there') expect(order.givingBackSince).toBeNull();
          if (said.answer.outcome === 'waiting' || said.answer.outcome === 'paid') {
            expect(said.answer.orderId).not.toBe(order.orderId);
          }
          break;
        default:
          said satisfies never;
      }
    });
  });

  it('that does not settle an open order leads to another check', () => {
    each((order, said) => {
      const { step } = nextStep(order, said);
      if (isOpen(order.status) && step === 'nothing') {
        expect(said).toMatchObject({ call: 'confirm', answer: { outcome: 'refused' } });
        expect(order.status).toBe('UNKNOWN');
      }
      if (step === 'ask again') expect(isOpen(order.status)).toBe(true);
    });
  });

  it('about another payment of the same order settles nothing, unless that payment holds money', () => {
    each((order, said) => {
      if (said.call !== 'lookUp' || !('paymentKey' in said.answer)) return;
      const isOther = order.paymentKey !== null && said.answer.paymentKey !== order.paymentKey;
      if (!isOther || said.answer.orderId !== order.orderId || said.answer.outcome === 'paid') return;
      expect(['nothing', 'ask again']).toContain(nextStep(order, said).step);
    });
  });

  it('about a paid order notes a full or partial cancellation, once, and changes nothing else', () => {
    each((first, said) => {
      const order = { ...first, status: 'PAID' as OrderStatus, givingBackSince: null };
      expect(nextStep(order, said).step).toBe(isCancellation(order, said) ? 'note cancellation' : 'nothing');
      expect(nextStep({ ...order, cancelledAt: new Date() }, said)).toEqual({ step: 'nothing' });
    });
  });
});

it('is waited for longer each time, and ten minutes at most', () => {
  expect([0, 1, 2, 8, 9, 1_000].map(secondsUntilNextCheck)).toEqual([2, 4, 8, 512, 600, 600]);
});

it('is requested again for some days after the order failed, less and less often, and at least daily while the provider gives no answer', () => {
  const waits = [0, 1, 2, 3, 4, 5].map((rechecks) => secondsUntilRecheck(rechecks) ?? 0);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(7 * DAY);
  expect(secondsUntilRecheck(6)).toBeNull();
  expect([0, 5, 1_000].map(secondsUntilUnansweredRecheck)).toEqual([2, 64, DAY]);
});
